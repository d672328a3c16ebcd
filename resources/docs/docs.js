// SPDX-License-Identifier: GPL-3.0-or-later
// Shows /openapi.json, and sends what one tries to this server alone. All text is put in as text.
'use strict'

/** Credentials by scheme: in this page's memory, nowhere else. */
const credentials = new Map()
/** What is shown of an answer at most. */
const mostShown = 256 * 1024
const methods = ['get', 'post', 'put', 'patch', 'delete']
let description

const byId = (id) => document.getElementById(id)

/** An element; `children` are elements, and texts, of which `code` in backticks is code. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === undefined) continue
    if (name === 'class') element.className = value
    else if (name.startsWith('on')) element.addEventListener(name.slice(2), value)
    else element.setAttribute(name, value === true ? '' : value)
  }
  element.append(...children.flat().filter((child) => child !== undefined && child !== ''))
  return element
}

/** A sentence of the description, `code` as code. */
const prose = (text) =>
  String(text ?? '')
    .split('`')
    .map((part, i) => (i % 2 === 1 ? make('code', {}, part) : part))

const pretty = (value) => JSON.stringify(value, null, 2)

function resolve(thing) {
  if (!thing || !thing.$ref) return thing
  return thing.$ref
    .slice(2)
    .split('/')
    .reduce((at, part) => at[part.replaceAll('~1', '/').replaceAll('~0', '~')], description)
}

// Schemas

function typeOf(schema) {
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' | ')
  if (schema.anyOf) return schema.anyOf.map((one) => typeOf(resolve(one))).join(' | ')
  const type = [schema.type ?? 'any JSON'].flat().join(' | ')
  if (type === 'array' && schema.items) return `array of ${typeOf(resolve(schema.items))}`
  return schema.format ? `${type} (${schema.format})` : type
}

/** The members of a schema, nested; the schemas on the way there are not shown again. */
function fieldsOf(given, above = []) {
  const schema = resolve(given)
  if (above.includes(schema)) return []
  const way = [...above, schema]
  if (schema.anyOf) return schema.anyOf.flatMap((one) => fieldsOf(one, way))
  if (schema.type === 'array' && schema.items) return fieldsOf(schema.items, way)
  if (!schema.properties) return []
  const rows = Object.entries(schema.properties).map(([name, property]) => {
    const told = resolve(property)
    const more = told.description ? ['. ', ...prose(told.description)] : []
    return make('li', {},
      make('code', {}, name), ' ', make('span', { class: 'type' }, typeOf(told)),
      (schema.required ?? []).includes(name) ? '' : make('span', { class: 'note' }, ', optional'),
      make('span', { class: 'note' }, more),
      fieldsOf(property, way))
  })
  return [make('ul', { class: 'fields' }, rows)]
}

function exampleOf(given, depth = 0) {
  const schema = resolve(given)
  if (schema.example !== undefined) return schema.example
  if (schema.default !== undefined) return schema.default
  if (schema.enum) return schema.enum[0]
  if (schema.properties && depth < 4) {
    const example = {}
    for (const name of schema.required ?? []) example[name] = exampleOf(schema.properties[name], depth + 1)
    return example
  }
  const type = [schema.type ?? 'object'].flat()[0]
  return { string: 'text', integer: 1, number: 1, boolean: true, array: [], object: {} }[type] ?? null
}

function bodyExample(operation) {
  const [type, { schema }] = Object.entries(operation.requestBody.content)[0]
  const example = { ...exampleOf(schema) }
  if (type !== 'application/json') return String(resolve(schema).example ?? '')
  // What must be given and the sample leaves open.
  const full = resolve(schema)
  for (const name of full.required ?? [])
    if (!(name in example)) example[name] = exampleOf(full.properties[name])
  return pretty(example)
}

// What is described

function parameterTable(parameters) {
  const rows = parameters.map((parameter) =>
    make('tr', {},
      make('td', {}, make('code', {}, parameter.name),
        parameter.required ? make('span', { class: 'required' }, ' required') : ''),
      make('td', {}, { path: 'path', query: 'query', header: 'header' }[parameter.in]),
      make('td', {}, prose(parameter.description), make('div', { class: 'type' }, typeOf(parameter.schema)))))
  return [
    make('h3', {}, 'Parameters'),
    make('div', { class: 'wide' },
      make('table', {},
        make('thead', {}, make('tr', {}, ['Name', 'In', 'Meaning'].map((title) => make('th', {}, title)))),
        make('tbody', {}, rows)))
  ]
}

function contentOf(content) {
  return Object.entries(content ?? {}).map(([type, { schema }]) => {
    const fields = fieldsOf(schema)
    const told = resolve(schema)
    return make('div', {},
      fields.length > 0 && type === 'application/json'
        ? ''
        : make('p', { class: 'type' }, type === 'application/json' ? typeOf(told) : type),
      fields)
  })
}

function answersOf(operation) {
  const own = Object.entries(operation.responses).filter(([status]) => /^\d+$/.test(status))
  const isError = ([status]) => Number(status) >= 400
  // Of refusals the shape is told once, by the error codes; some have one of their own.
  const usual = JSON.stringify(resolve(operation.responses['4XX']).content)
  const answers = own.filter((one) => !isError(one)).map(([status, answer]) =>
    make('div', { class: 'answer' },
      make('p', {}, make('span', { class: 'status ok' }, status), ' ', prose(answer.description)),
      contentOf(answer.content)))
  const errors = own.filter(isError).map(([status, answer]) =>
    make('div', { class: 'answer' },
      make('p', {}, make('span', { class: 'status bad' }, status), ' ', linked(answer.description)),
      JSON.stringify(answer.content) === usual ? '' : contentOf(answer.content)))
  return [
    make('h3', {}, 'Answers'), answers, errors,
    make('p', { class: 'note' }, 'And what any call may answer: ', make('a', { href: '/docs/errors' }, 'error codes'), '.')
  ]
}

/** A text in which `codes` lead to their pages. */
const linked = (text) =>
  text.split('`').map((part, i) =>
    i % 2 === 1 ? make('a', { href: `/docs/errors/${part.toUpperCase()}` }, make('code', {}, part)) : part)

// Trying it

const schemesOf = (operation) =>
  (operation.security ?? []).flatMap((one) => Object.keys(one))

/** The credential that a call is sent with: the first of its schemes that one was given for. */
function credentialFor(operation) {
  const scheme = schemesOf(operation).find((one) => credentials.get(one))
  return scheme ? credentials.get(scheme) : ''
}

/** The request that a form means; an error where something is missing. */
function requestOf(method, path, operation, form) {
  const query = new URLSearchParams()
  const headers = {}
  let target = path
  for (const parameter of operation.parameters ?? []) {
    const input = form.elements.namedItem(`${parameter.in}.${parameter.name}`)
    const value = input.value.trim()
    if (value === '' && parameter.required) throw { input, message: `${parameter.name} is missing.` }
    if (value === '') continue
    if (parameter.in === 'path') {
      // A browser takes them for steps in the path, however they are written.
      if (value === '.' || value === '..') throw { input, message: 'A browser cannot send . and .. in a path; curl can.' }
      target = target.replace(`{${parameter.name}}`, encodeURIComponent(value))
    } else if (parameter.in === 'query') query.append(parameter.name, value)
    else headers[parameter.name] = value
  }
  const bearer = credentialFor(operation)
  if (bearer) headers.Authorization = `Bearer ${bearer}`
  const body = operation.requestBody ? form.elements.namedItem('body').value : undefined
  if (body !== undefined) headers['Content-Type'] = Object.keys(operation.requestBody.content)[0]
  const asked = query.toString()
  return { method: method.toUpperCase(), target: asked ? `${target}?${asked}` : target, headers, body }
}

const shellQuoted = (text) => `'${text.replaceAll("'", "'\\''")}'`

/** Without the credential, so that it does not end up where lines are kept. */
function curlOf(request) {
  const parts = ['curl']
  if (request.method !== 'GET') parts.push(`-X ${request.method}`)
  parts.push(shellQuoted(location.origin + request.target))
  for (const [name, value] of Object.entries(request.headers))
    parts.push(name === 'Authorization' ? '-H "Authorization: Bearer $KEY"' : `-H ${shellQuoted(`${name}: ${value}`)}`)
  if (request.body !== undefined) parts.push(`--data-binary ${shellQuoted(request.body)}`)
  return parts.join(' \\\n  ')
}

function shown(text, type) {
  if (!/json/.test(type) || /ndjson/.test(type) || text.length > mostShown) return text
  try {
    // As it was written where a number would not survive.
    const parsed = JSON.parse(text)
    return JSON.stringify(parsed) === text ? pretty(parsed) : text
  } catch {
    return text
  }
}

/** Reads an answer piece by piece, and shows it as it grows. */
async function showBody(answer, place) {
  const type = answer.headers.get('Content-Type') ?? ''
  const isStream = type.startsWith('text/event-stream')
  const decoder = new TextDecoder()
  const reader = answer.body?.getReader()
  let text = ''
  for (;;) {
    const { done, value } = reader ? await reader.read() : { done: true }
    if (done) break
    text += decoder.decode(value, { stream: true })
    if (text.length > mostShown && !isStream) {
      await reader.cancel()
      place.textContent = `${text.slice(0, mostShown)}\n… and more than can be shown here.`
      return
    }
    if (text.length > mostShown) text = text.slice(-mostShown)
    if (isStream) {
      place.textContent = text
      place.scrollTop = place.scrollHeight
    }
  }
  place.textContent = text === '' ? '(no body)' : shown(text, type)
}

async function send(request, parts, control) {
  const { status, head, body } = parts
  const begun = performance.now()
  status.className = ''
  status.textContent = 'Waiting…'
  head.textContent = body.textContent = ''
  try {
    const answer = await fetch(request.target, {
      method: request.method,
      headers: request.headers,
      body: request.body,
      signal: control.signal,
      mode: 'same-origin',
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error'
    })
    const took = Math.round(performance.now() - begun)
    status.className = answer.ok ? 'ok' : 'bad'
    status.textContent = `${answer.status} ${answer.statusText} · ${took} ms`
    head.textContent = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join('\n')
    await showBody(answer, body)
  } catch (error) {
    if (error.name === 'AbortError') status.textContent += ' · stopped'
    else {
      status.className = 'bad'
      status.textContent = `No answer: ${error.message}`
    }
  }
}

function inputFor(parameter) {
  const isPath = parameter.in === 'path'
  return make('label', {}, parameter.name, ' ', make('span', { class: 'type' }, parameter.required ? '' : parameter.in),
    make('input', {
      class: 'value',
      name: `${parameter.in}.${parameter.name}`,
      value: isPath ? parameter.example ?? parameter.schema.enum?.[0] : undefined,
      placeholder: parameter.schema.enum?.join(', ') ?? parameter.schema.default,
      autocomplete: 'off',
      spellcheck: 'false'
    }))
}

/** Those that are given in most calls stand first, the others behind a fold. */
function inputsOf(operation) {
  const all = operation.parameters ?? []
  const needed = all.filter((parameter) => parameter.required)
  const others = all.filter((parameter) => !parameter.required)
  return [
    needed.length > 0 ? make('div', { class: 'inputs' }, needed.map(inputFor)) : '',
    others.length > 0
      ? make('details', {}, make('summary', {}, `Optional parameters (${others.length})`),
          make('div', { class: 'inputs' }, others.map(inputFor)))
      : ''
  ]
}

const bodyField = (text) =>
  make('textarea', { name: 'body', spellcheck: 'false', rows: Math.min(text.split('\n').length + 1, 20) }, text)

function tryIt(method, path, operation) {
  const mayNot = operation['x-no-pages'] === true
  const status = make('strong', { role: 'status' })
  const head = make('pre', { tabindex: '0', 'aria-label': 'Header fields' })
  const body = make('pre', { tabindex: '0', 'aria-label': 'Body', class: 'body' })
  const result = make('div', { class: 'result', hidden: true }, status,
    make('details', {}, make('summary', {}, 'Header fields'), head), body)
  const curl = make('pre', { tabindex: '0', 'aria-label': 'As curl' })
  const problem = make('p', { class: 'bad', role: 'alert' })
  const stop = make('button', { type: 'button', hidden: true, onclick: () => control?.abort() }, 'Stop')
  let control
  const form = make('form', { class: 'try', novalidate: true, autocomplete: 'off' },
    make('h3', {}, 'Try it'), inputsOf(operation),
    operation.requestBody
      ? make('label', {}, 'Body ', make('span', { class: 'type' }, Object.keys(operation.requestBody.content)[0]),
          bodyField(bodyExample(operation)))
      : '',
    mayNot
      ? make('p', { class: 'notice' }, 'The control API lets no web page change anything, this one included. Send it with curl:')
      : make('div', { class: 'row' }, make('button', { class: 'primary' }, 'Send'), stop,
          make('span', { class: 'note' }, schemesOf(operation).length > 0 ? 'with the credential from above' : '')),
    problem, mayNot ? curl : make('details', {}, make('summary', {}, 'As curl'), curl), result)

  const read = () => {
    try {
      const request = requestOf(method, path, operation, form)
      if (mayNot) request.headers.Authorization = 'Bearer'
      curl.textContent = curlOf(request)
      return request
    } catch (error) {
      if (!error.input) throw error
      curl.textContent = error.message
      return error
    }
  }
  form.addEventListener('input', read)
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    if (mayNot) return
    const request = read()
    problem.textContent = request.input ? request.message : ''
    if (request.input) return request.input.focus()
    control?.abort()
    control = new AbortController()
    const mine = control
    result.hidden = false
    stop.hidden = false
    await send(request, { status, head, body }, mine)
    if (mine === control) stop.hidden = true
  })
  read()
  return form
}

// The page

function fill(place, method, path, operation) {
  const also = operation['x-also-at'] ?? []
  place.append(...[
    operation.description ? make('p', {}, prose(operation.description)) : '',
    also.length > 0
      ? make('p', { class: 'note' }, 'Also at ', also.flatMap((one, i) => [i > 0 ? ', ' : '', make('code', {}, one)]))
      : '',
    (operation.parameters ?? []).length > 0 ? parameterTable(operation.parameters) : '',
    operation.requestBody ? [make('h3', {}, 'Body'), contentOf(operation.requestBody.content)] : '',
    answersOf(operation),
    tryIt(method, path, operation)
  ].flat(Infinity).filter((child) => child !== ''))
}

function callOf(tag, method, path, operation) {
  const content = make('div')
  const id = operation.tags[0] === tag ? operation.operationId : `${operation.operationId}-${tag}`
  const call = make('details', { class: 'call', id },
    make('summary', {},
      make('span', { class: `method ${method}` }, method.toUpperCase()),
      make('span', { class: 'path' }, path.split('/').flatMap((part, i) => (i > 0 ? ['/', make('wbr'), part] : [part]))),
      make('span', { class: 'what' }, operation.summary)),
    content)
  call.addEventListener('toggle', () => {
    if (call.open && !content.hasChildNodes()) fill(content, method, path, operation)
  })
  return call
}

const operationsOf = (tag) =>
  Object.entries(description.paths).flatMap(([path, item]) =>
    methods
      .filter((method) => item[method]?.tags.includes(tag))
      .map((method) => ({ method, path, operation: item[method] })))

function credentialForms(operations) {
  const schemes = [...new Set(operations.flatMap(({ operation }) => schemesOf(operation)))]
  return schemes
    .map((scheme) => {
      const told = description.components.securitySchemes[scheme]
      const name = { userToken: 'User token', controlToken: 'Control token' }[scheme] ?? 'Key'
      const input = make('input', {
        // No password field: a browser would offer to keep what is in one.
        class: 'value secret', 'data-scheme': scheme, autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false',
        oninput: () => {
          credentials.set(scheme, input.value.trim())
          for (const other of document.querySelectorAll(`input[data-scheme="${scheme}"]`))
            if (other !== input) other.value = input.value
        }
      })
      return make('div', { class: 'credential' }, make('label', {}, `${name} to try it with`, input),
        make('p', {}, prose(told.description), ' It stays in this page’s memory and is gone when the page is.'))
    })
}

function sectionOf(tag) {
  const operations = operationsOf(tag.name)
  const own = operations.filter(({ operation }) => operation.tags.length === 1)
  return make('section', { 'aria-labelledby': `api-${tag.name}` },
    make('h2', { id: `api-${tag.name}` }, tag['x-displayName']),
    make('p', { class: 'lead' }, prose(tag.description)),
    credentialForms(own),
    operations.map(({ method, path, operation }) => callOf(tag.name, method, path, operation)))
}

function contentsOf(tag) {
  return make('div', { class: 'group' },
    make('h2', {}, tag['x-displayName']),
    make('ul', {}, operationsOf(tag.name).map(({ method, path, operation }) => {
      const id = operation.tags[0] === tag.name ? operation.operationId : `${operation.operationId}-${tag.name}`
      return make('li', { 'data-text': `${operation.summary} ${method} ${path}`.toLowerCase() },
        make('a', { href: `#${id}`, title: `${method.toUpperCase()} ${path}` },
          make('span', { class: `method ${method}` }, method === 'delete' ? 'DEL' : method.toUpperCase()),
          make('span', {}, operation.summary)))
    })))
}

function find() {
  const words = byId('search').value.toLowerCase().split(/\s+/).filter(Boolean)
  let count = 0
  for (const group of byId('list').children) {
    let here = 0
    for (const item of group.querySelectorAll('li')) {
      item.hidden = !words.every((word) => item.dataset.text.includes(word))
      if (!item.hidden) ++here
    }
    group.hidden = here === 0
    count += here
  }
  byId('nothing').hidden = count > 0
}

/** Opens what the address names. */
function openNamed() {
  const named = byId(decodeURIComponent(location.hash.slice(1)))
  if (!named) return
  if (named.tagName === 'DETAILS') named.open = true
  named.scrollIntoView()
  named.querySelector('summary')?.focus({ preventScroll: true })
}

async function start() {
  const narrow = matchMedia('(max-width: 820px)')
  const arrange = () => (byId('menu').open = !narrow.matches)
  narrow.addEventListener('change', arrange)
  arrange()
  const answer = await fetch('/openapi.json', { mode: 'same-origin', credentials: 'omit' })
  if (!answer.ok) throw new Error(`openapi.json: ${answer.status}`)
  description = await answer.json()
  byId('version').textContent = description.info.version
  byId('state').remove()
  byId('content').append(
    make('h1', {}, 'The APIs of this server'),
    make('p', { class: 'lead' }, prose(description.info.description)),
    description.tags.map(sectionOf).reduce((all, section) => (all.append(section), all), make('div')))
  byId('list').append(...description.tags.map(contentsOf))
  byId('search').addEventListener('input', find)
  byId('list').addEventListener('click', (event) => {
    const link = event.target.closest('a')
    if (!link) return
    if (narrow.matches) byId('menu').open = false
    if (link.hash === location.hash) openNamed() // the address stays, so that nobody else tells
  })
  addEventListener('hashchange', openNamed)
  openNamed()
}

start().catch((error) => {
  byId('state').textContent = `The description cannot be read: ${error.message}`
})
