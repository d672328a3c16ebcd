// SPDX-License-Identifier: GPL-3.0-or-later
// Every way in which a page can have a browser send something to a server that is not the page's. It
// runs in the page, and tells what the page could see of the answers.
'use strict'

;(() => {
  // For what never tells its end; what was sent is seen by the server.
  const patience = 20_000

  const inTime = (promise) =>
    Promise.race([promise, new Promise((resolve) => setTimeout(() => resolve('silence'), patience))])

  const bearer = (key) => (key ? { Authorization: `Bearer ${key}` } : {})

  async function fetched(url, options = {}) {
    const answer = await fetch(url, options)
    return `${answer.type} ${answer.status} ${await answer.text()}`
  }

  function requested(method, url, { headers = {}, body = null, withCredentials = false } = {}) {
    return new Promise((resolve) => {
      const request = new XMLHttpRequest()
      request.open(method, url)
      request.withCredentials = withCredentials
      for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
      request.onloadend = () => resolve(`${request.status} ${request.responseText}`)
      request.send(body)
    })
  }

  /** An element that loads something: which event it gets, and what `look` finds in it then. */
  function loaded(name, attributes, look = () => '') {
    return new Promise((resolve) => {
      const element = document.createElement(name)
      Object.assign(element, attributes)
      element.onload = () => resolve(`load ${look(element) ?? ''}`)
      element.onloadedmetadata = element.onload
      element.onerror = () => resolve('error')
      document.body.append(element)
    })
  }

  function insideOf(frame) {
    try {
      return frame.contentDocument.documentElement.outerHTML
    } catch (error) {
      return error.name
    }
  }

  function rulesOf(link) {
    try {
      return Array.from(link.sheet.cssRules, (rule) => rule.cssText).join()
    } catch (error) {
      return error.name
    }
  }

  /** A frame with a page of an origin that is nobody's, which runs `script`. */
  const fromDataPage = (script) =>
    loaded('iframe', { src: `data:text/html,${encodeURIComponent(`<body><script>${script}</script>`)}` })

  function fromWorker(script) {
    return new Promise((resolve) => {
      const source = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }))
      const worker = new Worker(source)
      worker.onmessage = ({ data }) => resolve(data)
      worker.onerror = () => resolve('error')
    })
  }

  let frames = 0

  /** Sends a form into a frame of its own. */
  function submitted(url, method, enctype, fields, { referrerPolicy, target } = {}) {
    return new Promise((resolve) => {
      const frame = document.createElement('iframe')
      frame.name = `frame-${++frames}`
      const form = document.createElement('form')
      Object.assign(form, { action: url, method, enctype, target: target ?? frame.name })
      if (referrerPolicy) form.rel = 'noreferrer'
      for (const [name, value] of Object.entries(fields)) {
        const field = document.createElement('textarea')
        Object.assign(field, { name, value })
        form.append(field)
      }
      document.body.append(frame, form)
      // A new frame has a first page of its own, whose load is over when it has been put in.
      frame.onload = () => resolve(`load ${insideOf(frame)}`)
      form.submit()
      if (target) resolve('sent')
    })
  }

  function clicked(attributes) {
    const link = document.createElement('a')
    Object.assign(link, attributes)
    document.body.append(link)
    link.click()
    return 'sent'
  }

  const redirected = (site, status, url) =>
    `${site}/redirect?status=${status}&to=${encodeURIComponent(url)}`

  const stays = true // what a browser refuses by itself where the server is of another origin
  const nameless = true // what comes from `Origin: null`, whoever the page is

  /** Ways to read: `run({ url, key, site })` gives a text with what the page has seen. */
  const reading = [
    { name: 'fetch', run: ({ url, key }) => fetched(url, { headers: bearer(key) }) },
    { name: 'fetch cors', run: ({ url }) => fetched(url, { mode: 'cors' }) },
    { name: 'fetch no-cors', run: ({ url }) => fetched(url, { mode: 'no-cors' }) },
    { name: 'fetch same-origin', run: ({ url }) => fetched(url, { mode: 'same-origin' }), stays },
    { name: 'fetch navigate', run: ({ url }) => fetched(url, { mode: 'navigate' }), stays },
    { name: 'fetch with credentials', run: ({ url }) => fetched(url, { credentials: 'include' }) },
    { name: 'fetch cached', run: ({ url }) => fetched(url, { mode: 'no-cors', cache: 'force-cache' }) },
    { name: 'fetch keepalive', run: ({ url }) => fetched(url, { keepalive: true }) },
    { name: 'fetch without referrer', run: ({ url }) => fetched(url, { referrerPolicy: 'no-referrer' }) },
    { name: 'fetch HEAD', run: ({ url }) => fetched(url, { method: 'HEAD' }) },
    { name: 'fetch redirected', run: ({ url, site }) => fetched(redirected(site, 302, url)) },
    {
      name: 'fetch redirected no-cors',
      run: ({ url, site }) => fetched(redirected(site, 302, url), { mode: 'no-cors' })
    },
    {
      name: 'fetch of a worker',
      run: ({ url }) =>
        fromWorker(`fetch(${JSON.stringify(url)}).then((answer) => answer.text())
                      .then(postMessage, (error) => postMessage(error.name))`)
    },
    {
      name: 'importScripts',
      run: ({ url }) =>
        fromWorker(`try { importScripts(${JSON.stringify(url)}); postMessage('run') }
                    catch (error) { postMessage(error.name) }`)
    },
    { name: 'import', run: async ({ url }) => JSON.stringify(await import(url)) },
    { name: 'XMLHttpRequest', run: ({ url, key }) => requested('GET', url, { headers: bearer(key) }) },
    {
      name: 'XMLHttpRequest with credentials',
      run: ({ url }) => requested('GET', url, { withCredentials: true })
    },
    {
      name: 'EventSource',
      run: ({ stream }) =>
        new Promise((resolve) => {
          const source = new EventSource(stream)
          const end = (what) => {
            source.close()
            resolve(what)
          }
          source.onopen = () => end('open')
          source.onmessage = ({ data }) => end(data)
          source.onerror = () => end('error')
        })
    },
    {
      name: 'WebSocket',
      run: ({ url }) =>
        new Promise((resolve) => {
          const socket = new WebSocket(url.replace(/^http/, 'ws'))
          socket.onopen = () => resolve('open')
          socket.onerror = () => resolve('error')
        })
    },
    { name: 'img', run: ({ url }) => loaded('img', { src: url }) },
    { name: 'img crossorigin', run: ({ url }) => loaded('img', { crossOrigin: 'anonymous', src: url }) },
    { name: 'img redirected', run: ({ url, site }) => loaded('img', { src: redirected(site, 302, url) }) },
    { name: 'script', run: ({ url }) => loaded('script', { src: url }) },
    { name: 'script crossorigin', run: ({ url }) => loaded('script', { crossOrigin: 'anonymous', src: url }) },
    { name: 'script module', run: ({ url }) => loaded('script', { type: 'module', src: url }) },
    { name: 'stylesheet', run: ({ url }) => loaded('link', { rel: 'stylesheet', href: url }, rulesOf) },
    {
      name: 'stylesheet crossorigin',
      run: ({ url }) =>
        loaded('link', { rel: 'stylesheet', crossOrigin: 'anonymous', href: url }, rulesOf)
    },
    {
      name: 'font',
      run: ({ url }) => new FontFace('taken', `url(${JSON.stringify(url)})`).load().then(() => 'load')
    },
    { name: 'prefetch', run: ({ url }) => loaded('link', { rel: 'prefetch', href: url }) },
    {
      name: 'preload',
      run: ({ url }) => loaded('link', { rel: 'preload', as: 'fetch', crossOrigin: 'anonymous', href: url })
    },
    { name: 'audio', run: ({ url }) => loaded('audio', { src: url, preload: 'auto' }) },
    { name: 'video', run: ({ url }) => loaded('video', { src: url, preload: 'auto' }) },
    { name: 'object', run: ({ url }) => loaded('object', { data: url }, insideOf) },
    { name: 'iframe', run: ({ url }) => loaded('iframe', { src: url }, insideOf) },
    {
      name: 'fetch of a data page',
      nameless,
      run: ({ url }) => fromDataPage(`fetch(${JSON.stringify(url)}, { mode: 'no-cors' })`)
    },
    {
      name: 'form GET',
      run: ({ url }) =>
        submitted(url, 'get', '', Object.fromEntries(new URL(url).searchParams))
    },
    {
      name: 'link',
      run: ({ url }) => clicked({ href: url, target: '_blank', rel: 'noopener noreferrer' })
    }
  ]

  /** A form of text/plain sends NAME=VALUE: with the sign inside a JSON string, that is JSON. */
  const asPlainField = (body) =>
    body.endsWith('}') ? { [`${body.slice(0, -1)}${body === '{}' ? '' : ','}"pad":"`]: '"}' } : { [body]: '' }

  const formData = (body) => {
    const data = new FormData()
    data.append('value', body)
    return data
  }

  const blob = (body, type) => new Blob([body], { type })

  const plain = { 'Content-Type': 'text/plain' }

  /** Ways to write, for a call that has a method and a body. */
  const writing = [
    {
      name: 'fetch',
      run: ({ url, method, body, key }) =>
        fetched(url, { method, body, headers: { 'Content-Type': 'application/json', ...bearer(key) } })
    },
    ...['PUT', 'PATCH', 'DELETE'].map((method) => ({
      name: `fetch ${method}`,
      run: ({ url, body, key }) => fetched(url, { method, body, headers: bearer(key) })
    })),
    {
      name: 'fetch text',
      run: ({ url, body }) => fetched(url, { method: 'POST', body, headers: plain })
    },
    {
      name: 'fetch params',
      run: ({ url, body }) => fetched(url, { method: 'POST', body: new URLSearchParams({ value: body }) })
    },
    { name: 'fetch form', run: ({ url, body }) => fetched(url, { method: 'POST', body: formData(body) }) },
    {
      name: 'fetch no-cors text',
      run: ({ url, body }) => fetched(url, { method: 'POST', mode: 'no-cors', body, headers: plain })
    },
    {
      name: 'fetch no-cors keepalive',
      run: ({ url, body }) => fetched(url, { method: 'POST', mode: 'no-cors', body, keepalive: true })
    },
    {
      name: 'fetch no-cors without referrer',
      run: ({ url, body }) =>
        fetched(url, { method: 'POST', mode: 'no-cors', body, referrerPolicy: 'no-referrer' })
    },
    {
      name: 'fetch redirected',
      run: ({ url, site, body }) =>
        fetched(redirected(site, 307, url), { method: 'POST', body, headers: plain })
    },
    {
      name: 'fetch no-cors redirected',
      nameless,
      run: ({ url, site, body }) =>
        fetched(redirected(site, 308, url), { method: 'POST', mode: 'no-cors', body })
    },
    {
      name: 'XMLHttpRequest',
      run: ({ url, method, body, key }) => requested(method, url, { body, headers: bearer(key) })
    },
    {
      name: 'XMLHttpRequest text',
      run: ({ url, body }) => requested('POST', url, { body, headers: plain })
    },
    { name: 'beacon text', run: ({ url, body }) => String(navigator.sendBeacon(url, body)) },
    {
      name: 'beacon JSON',
      run: ({ url, body }) => String(navigator.sendBeacon(url, blob(body, 'application/json')))
    },
    {
      name: 'beacon params',
      run: ({ url, body }) => String(navigator.sendBeacon(url, new URLSearchParams({ value: body })))
    },
    { name: 'beacon form', run: ({ url, body }) => String(navigator.sendBeacon(url, formData(body))) },
    {
      name: 'form urlencoded',
      run: ({ url, body }) => submitted(url, 'post', 'application/x-www-form-urlencoded', { value: body })
    },
    {
      name: 'form multipart',
      run: ({ url, body }) => submitted(url, 'post', 'multipart/form-data', { value: body })
    },
    {
      name: 'form text',
      run: ({ url, body }) => submitted(url, 'post', 'text/plain', asPlainField(body))
    },
    {
      name: 'form text without referrer',
      run: ({ url, body }) =>
        submitted(url, 'post', 'text/plain', asPlainField(body), { referrerPolicy: 'no-referrer' })
    },
    {
      name: 'form redirected',
      nameless,
      run: ({ url, site, body }) =>
        submitted(redirected(site, 307, url), 'post', 'text/plain', asPlainField(body))
    },
    {
      name: 'form in a window',
      run: ({ url, body }) =>
        submitted(url, 'post', 'text/plain', asPlainField(body), { target: '_blank' })
    },
    {
      name: 'form of a data page',
      nameless,
      run: ({ url, body }) =>
        fromDataPage(`fetch(${JSON.stringify(url)},
                            { method: 'POST', mode: 'no-cors', body: ${JSON.stringify(body)} })`)
    },
    { name: 'ping', run: ({ url }) => clicked({ href: '#ping', ping: url }) },
    {
      name: 'report',
      run: ({ url, site }) => loaded('iframe', { src: `${site}/reporting?to=${encodeURIComponent(url)}` })
    }
  ]

  const usual = ['fetch', 'fetch no-cors', 'fetch no-cors text', 'XMLHttpRequest', 'img', 'form text']

  async function tell(way, run) {
    try {
      return { ...way, seen: String(await inTime(run())) }
    } catch (error) {
      return { ...way, seen: `threw ${error.name}` }
    }
  }

  /** One after the other in a few lanes, as a browser opens only so many connections. */
  async function inLanes(tasks, lanes) {
    const told = []
    const waiting = tasks[Symbol.iterator]()
    const lane = async () => {
      for (const [way, run] of waiting) told.push(await tell(way, run))
    }
    await Promise.all(Array.from({ length: lanes }, lane))
    return told
  }

  /**
   * Sends `calls` ({ method, path, stream?, body?, key? }) to `base`: the first that reads and the first
   * that writes in every way there is, unless `isShort`, others in the usual ones. Each bears
   * `way=LABEL/NUMBER/NAME`, by which the server's list of requests is searched. With `isKeyKnown` the page
   * has the call's key. The answer tells of each way what was seen, and whether it `stays` or is `nameless`.
   */
  window.attack = async ({ base, site, calls, label, isKeyKnown, isShort }) => {
    const tasks = []
    const done = new Set(isShort ? [reading, writing] : [])
    for (const [number, call] of calls.entries()) {
      const all = call.body === undefined ? reading : writing
      const ways = done.has(all) ? all.filter(({ name }) => usual.includes(name)) : all
      done.add(all)
      for (const { name, run, ...traits } of ways) {
        const way = `${label}/${number}/${name}`
        const address = (path) => {
          const url = new URL(path, base)
          url.searchParams.set('way', way)
          if (isKeyKnown && call.key) url.searchParams.set('api_key', call.key)
          return url.href
        }
        const key = isKeyKnown ? call.key : undefined
        const stream = address(call.stream ?? call.path)
        const url = address(call.path)
        tasks.push([{ way, ...traits }, () => run({ ...call, url, stream, site, key })])
      }
    }
    return inLanes(tasks, 8)
  }
})()
