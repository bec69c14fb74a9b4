/** As much of a browser as a log-in needs: cookies by host, and redirects one by one. */
export function browser() {
  const jars = new Map<string, Map<string, string>>();
  function jarOf(host: string): Map<string, string> {
    const jar = jars.get(host) ?? new Map<string, string>();
    jars.set(host, jar);
    return jar;
  }

  async function go(url: string, init: RequestInit = {}): Promise<Response> {
    const jar = jarOf(new URL(url).host);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { ...Object.fromEntries(new Headers(init.headers)), ...(cookie ? { cookie } : {}) },
    });
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (/max-age=0\b|expires=Thu, 01 Jan 1970/i.test(set)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }

  return {
    go,
    /** The cookies of a host, to look at and to change. */
    cookies: (url: string) => jarOf(new URL(url).host),
    /** Follows redirects until an address fits, which is not asked for. */
    async follow(url: string, until: RegExp): Promise<string> {
      let next = url;
      for (let step = 0; step < 10; step++) {
        if (until.test(next)) return next;
        const response = await go(next);
        const location = response.headers.get('location');
        if (!location) throw new Error(`${next} answered ${response.status}: ${await response.text()}`);
        next = new URL(location, next).href;
      }
      throw new Error(`too many redirects from ${url}`);
    },
  };
}

export type Browser = ReturnType<typeof browser>;
