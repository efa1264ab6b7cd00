// The site of a ministry: serves the demonstration pages of `hosts/` on a port of its own, with the policy that each page asks for
// in a comment `policy: …`, HOST standing for the server's address.

import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

/** Starts the site, whose boxes ask the server at `host`, on `port` or a free one. */
export async function site(host, port = 0) {
  const root = host.replace(/\/$/, '')
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost')
    const type = pathname.endsWith('.css') ? 'text/css' : pathname.endsWith('.js') ? 'text/javascript' : 'text/html'
    try {
      const text = readFileSync(new URL(`hosts${pathname}`, import.meta.url), 'utf8').replaceAll('HOST', root)
      const policy = text.match(/policy: (.*?) -->/)?.[1]
      if (policy) response.setHeader('content-security-policy', policy)
      response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(text)
    } catch {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('404')
    }
  })
  await new Promise(resolve => server.listen(port, 'localhost', resolve))
  return {
    url: `http://localhost:${server.address().port}/`,
    stop: () => new Promise(resolve => { server.close(resolve); server.closeAllConnections() }),
  }
}
