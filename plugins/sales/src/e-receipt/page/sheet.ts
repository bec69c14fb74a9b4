/** What receipts need beside the sheet of all hosted pages. */
export const sheet = `
.receipt{font-variant-numeric:tabular-nums}
.receipt table{width:100%;border-collapse:collapse;margin:.5rem 0}
.receipt th{text-align:left;font-size:.875rem;font-weight:500;color:var(--soft);padding:.25rem 0}
.receipt td{padding:.4rem 0;border-top:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
.receipt td:not(:first-child),.receipt th:not(:first-child){text-align:right;padding-left:.75rem;white-space:nowrap}
.receipt td .soft{display:block;font-size:.9375rem}
.sums{margin:.5rem 0;border-top:1px solid var(--line);padding-top:.5rem}
.sums div{display:flex;justify-content:space-between;gap:1rem;padding:.15rem 0}
.sums dt,.sums dd{margin:0}
.sums .all{font-weight:700;font-size:1.25rem}
.code{max-width:11rem;margin:.5rem 0}
.code svg{display:block;width:100%;height:auto;border-radius:.5rem}
.field{margin:.9rem 0}
.field label{display:block;font-weight:500;margin-bottom:.25rem}
.field input{font:inherit;width:100%;padding:.65rem .8rem;border:1px solid var(--soft);border-radius:.5rem;background:var(--paper);color:var(--ink)}
.field .fault{color:var(--ink);font-weight:600;margin:.3rem 0 0}
@media print{:root{--paper:#fff;--card:#fff;--ink:#000;--soft:#333;--line:#999}body{font-size:10.5pt}header a,form,.said,.screen{display:none}.card{border:0;padding:0;break-inside:avoid}main,header{max-width:none}}
`;
