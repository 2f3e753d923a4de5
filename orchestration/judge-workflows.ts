import { versionOf, type Workflow, type WorkflowNode } from './workflow-file.ts'

/** Node types that are proven with n8n 2.41.1, and in which versions. */
const KNOWN_NODES: Readonly<Record<string, readonly number[]>> = {
  'n8n-nodes-base.code': [2],
  'n8n-nodes-base.crypto': [2],
  'n8n-nodes-base.errorTrigger': [1],
  'n8n-nodes-base.executeWorkflow': [1.2],
  'n8n-nodes-base.executeWorkflowTrigger': [1.1],
  'n8n-nodes-base.extractFromFile': [1],
  'n8n-nodes-base.httpRequest': [4.2],
  'n8n-nodes-base.if': [2.2],
  'n8n-nodes-base.respondToWebhook': [1.4],
  'n8n-nodes-base.scheduleTrigger': [1.2],
  'n8n-nodes-base.set': [3.4],
  'n8n-nodes-base.splitOut': [1],
  'n8n-nodes-base.stopAndError': [1],
  'n8n-nodes-base.switch': [3.2],
  'n8n-nodes-base.webhook': [2.1],
}

/** What passes for a secret, wherever it stands. Credentials are named in a workflow and kept by n8n. */
const SECRETS =
  /\b(Bearer|Basic)\s+\S|\bsk-\w{8}|\b(AC|SK)[0-9a-f]{32}\b|\b[0-9a-f]{32,}\b|\beyJ[\w-]{8}|-----BEGIN|:\/\/[^/\s"]*:[^/\s"]*@/
/** Whoever imports a workflow says where things are; what we ship names nobody's host. */
const HOST = /https?:\/\/(?:[^/\s"@]*@)?([^/:\s"]+)/g
const OUR_HOSTS = /^(127\.0\.0\.1|([a-z]+\.)*example\.com)$/
/** In code nodes: everything outside is asked by an HTTP node, where it can be seen and checked. */
const CALLS_OUT = /\brequire\s*\(|\bimport\b|\bfetch\s*\(|\bthis\.helpers\b|\bprocess\b|\$env\b|\beval\b|\bFunction\b/

/** Where a node asks the product: the origin is a setting of the workflow. */
const PRODUCT = /^=\{\{ \$\('Settings'\)\.first\(\)\.json\.productUrl \}\}(\/.*)$/
const OTHER_SYSTEM = /^=\{\{ \$json\.[a-z]+Url \}\}$/

/** Of the description of the API: path -> method -> anything. */
export type Commands = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** Everything that is wrong with these workflows, one line each with the file; none when they may be shipped. */
export function judgeWorkflows(files: ReadonlyMap<string, Workflow>, commands: Commands): string[] {
  const ids = new Set([...files.values()].map(({ id }) => id))
  const each = [...files].flatMap(([file, workflow]) => {
    const problems = [
      ...judgeWhole(workflow, ids),
      ...workflow.nodes.flatMap((node) => judgeNode(node, ids, commands).map((problem) => `${node.name}: ${problem}`)),
    ]
    return problems.map((problem) => `${file}: ${problem}`)
  })
  return [...each, ...repeated(files)]
}

function judgeWhole(workflow: Workflow, ids: ReadonlySet<string>): string[] {
  const { nodes, connections, settings, id } = workflow
  const text = JSON.stringify({ ...workflow, versionId: '' })
  const names = new Set(nodes.map(({ name }) => name))
  const ends = Object.entries(connections).flatMap(([from, { main }]) => [from, ...main.flat().map(({ node }) => node)])
  const secret = SECRETS.exec(text)?.[0]
  const hosts = [...text.matchAll(HOST)].map((match) => match[1] ?? '').filter((host) => !OUR_HOSTS.test(host))
  const isErrorWorkflow = nodes.some(({ type }) => type === 'n8n-nodes-base.errorTrigger')
  const hasErrorWorkflow = settings.errorWorkflow !== undefined && settings.errorWorkflow !== id && ids.has(settings.errorWorkflow)
  return [
    ...(workflow.versionId === versionOf(workflow) ? [] : ['its version is not that of its content; run node scripts/stamp-workflows.ts']),
    ...(names.size === nodes.length ? [] : ['two nodes have one name']),
    ...ends.filter((end) => !names.has(end)).map((end) => `a connection leads to or from "${end}", which is no node`),
    ...(secret === undefined ? [] : [`"${secret.slice(0, 12)}" looks like a secret`]),
    ...hosts.map((host) => `names the host ${host}`),
    ...(isErrorWorkflow || hasErrorWorkflow ? [] : ['nobody is told when it fails; name the error workflow in its settings']),
  ]
}

function judgeNode(node: WorkflowNode, ids: ReadonlySet<string>, commands: Commands): string[] {
  const { type, typeVersion, parameters, webhookId } = node
  if (KNOWN_NODES[type]?.includes(typeVersion) !== true) return [`${type} ${typeVersion} is not proven`]
  switch (type) {
    case 'n8n-nodes-base.httpRequest':
      return judgeCall(node, commands)
    case 'n8n-nodes-base.code':
      return CALLS_OUT.test(String(parameters['jsCode'])) ? ['its code reaches out of the workflow'] : []
    case 'n8n-nodes-base.webhook':
      return webhookId === undefined ? ['a webhook needs a fixed webhookId'] : []
    case 'n8n-nodes-base.executeWorkflow':
      return ids.has(targetOf(parameters)) ? [] : ['runs a workflow that is not here']
    default:
      return []
  }
}

function targetOf(parameters: WorkflowNode['parameters']): string {
  const target = parameters['workflowId']
  return typeof target === 'object' && target !== null && 'value' in target ? String(target.value) : ''
}

/** The product is asked only what its API has, and for a text only under a key, so that a run that is repeated sends none twice. */
function judgeCall({ parameters, credentials }: WorkflowNode, commands: Commands): string[] {
  const url = String(parameters['url'])
  const method = String(parameters['method'])
  const unsigned = credentials?.['httpHeaderAuth'] === undefined ? ['a call needs the placeholder of a credential'] : []
  const path = PRODUCT.exec(url)?.[1]
  if (path === undefined) return OTHER_SYSTEM.test(url) ? unsigned : [...unsigned, `calls ${url}, which is no address of a setting`]
  const known = Object.entries(commands).find(([pattern]) => fits(pattern, path))
  if (known?.[1][method.toLowerCase()] === undefined) return [...unsigned, `the API has no ${method} ${path}`]
  const asksForText = method === 'POST' && /\/(messages|texts)$/.test(known[0])
  return asksForText && !hasKey(parameters) ? [...unsigned, 'a request for a text needs an Idempotency-Key'] : unsigned
}

/** `{tenantId}` of the description stands for one expression or one word. */
function fits(pattern: string, path: string): boolean {
  const steps = (of: string) =>
    of
      .replace(/\{\{.*?\}\}/g, '{}')
      .replace(/\{\w+\}/g, '{}')
      .split('/')
  const [wanted, given] = [steps(pattern), steps(path)]
  return wanted.length === given.length && wanted.every((step, place) => step === given[place])
}

function hasKey(parameters: WorkflowNode['parameters']): boolean {
  return (
    parameters['sendHeaders'] === true &&
    /"name":"Idempotency-Key","value":"[^"]/.test(JSON.stringify(parameters['headerParameters'] ?? {}))
  )
}

/** Ids are fixed and belong to one thing each, here and in an n8n that has other workflows. */
function repeated(files: ReadonlyMap<string, Workflow>): string[] {
  const workflows = [...files.values()]
  const nodes = workflows.flatMap((workflow) => workflow.nodes)
  const paths = nodes.map(({ parameters }) => parameters['path']).filter((path) => typeof path === 'string')
  const webhooks = nodes.flatMap(({ webhookId }) => (webhookId === undefined ? [] : [webhookId]))
  const all = {
    'workflow id': workflows.map(({ id }) => id),
    'node id': nodes.map(({ id }) => id),
    webhookId: webhooks,
    'webhook path': paths,
  }
  return Object.entries(all).flatMap(([what, given]) =>
    [...Map.groupBy(given, (id) => id)].filter(([, same]) => same.length > 1).map(([id]) => `the ${what} ${id} is used twice`),
  )
}
