import { parseSync, Visitor } from 'oxc-parser';

export interface ImportStatement {
  specifier: string;
  line: number;
  /** Gone at run time: `import type`, `export type … from`, `typeof import()`. */
  typeOnly: boolean;
}

/**
 * Everything that a TypeScript, JavaScript or Vue file imports, in the order of the file.
 *
 * `import { type A } from 'a'` counts as a run-time import: under `verbatimModuleSyntax` the module is
 * still loaded. A computed `import(name)` can't be known here and is left out.
 */
export function readImports(path: string, text: string): ImportStatement[] {
  const isVue = path.endsWith('.vue');
  const code = isVue ? onlyScripts(text) : text;
  const { program, errors } = parseSync(isVue ? `${path}.ts` : path, code);
  if (errors[0]) throw new SyntaxError(`${path}: ${errors[0].message}`);

  const found: (Omit<ImportStatement, 'line'> & { start: number })[] = [];
  const add = (source: unknown, start: number, typeOnly: boolean) => {
    const specifier = textOf(source);
    if (specifier !== undefined) found.push({ specifier, start, typeOnly });
  };
  new Visitor({
    ImportDeclaration: (node) => add(node.source, node.start, node.importKind === 'type'),
    ExportNamedDeclaration: (node) => add(node.source, node.start, node.exportKind === 'type'),
    ExportAllDeclaration: (node) => add(node.source, node.start, node.exportKind === 'type'),
    ImportExpression: (node) => add(node.source, node.start, false),
    TSImportType: (node) => add(node.source, node.start, true),
    TSExternalModuleReference: (node) => add(node.expression, node.start, false),
    CallExpression: (node) => {
      const { callee } = node;
      if (callee.type === 'Identifier' && callee.name === 'require')
        add(node.arguments[0], node.start, false);
    },
  }).visit(program);

  return found
    .sort((a, b) => a.start - b.start)
    .map(({ start, ...statement }) => ({ ...statement, line: code.slice(0, start).split('\n').length }));
}

/** The value of a string literal, or of a template literal without holes. */
function textOf(node: unknown): string | undefined {
  const literal = node as {
    type: string;
    value?: unknown;
    quasis?: { value: { cooked: string | null } }[];
  } | null;
  if (literal?.type === 'Literal' && typeof literal.value === 'string') return literal.value;
  if (literal?.type === 'TemplateLiteral' && literal.quasis?.length === 1) {
    return literal.quasis[0]?.value.cooked ?? undefined;
  }
  return undefined;
}

/** Blanks all but the scripts of a Vue file, so that lines stay where they are. */
function onlyScripts(text: string): string {
  let result = '';
  let end = 0;
  for (const match of text.matchAll(/(<script\b[^>]*>)([\s\S]*?)<\/script>/g)) {
    const [, tag = '', script = ''] = match;
    const start = match.index + tag.length;
    result += blank(text.slice(end, start)) + script;
    end = start + script.length;
  }
  return result + blank(text.slice(end));
}

const blank = (text: string) => text.replace(/[^\n]/g, ' ');
