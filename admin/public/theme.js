// Before anything is drawn: light or dark, so that a dark panel never flashes white. A file of its own, since the
// page's policy forbids scripts inside it.
{
  const chosen = localStorage.getItem('chaland-theme') ?? 'auto';
  const dark = chosen === 'dark' || (chosen === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.classList.add(dark ? 'dark' : 'light');
}
