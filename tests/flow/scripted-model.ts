import { emptyProposal, spansOfQuotes, type Proposal, type Quotes } from '#core/qualification/proposal.ts'
import type { LanguageModel, ModelAnswer, ModelRequest, RewordRequest } from '#ports/language-model.ts'

export type ScriptedModel = LanguageModel & { requests: ModelRequest[]; rewordRequests: RewordRequest[] }

/** A model that answers as the test says and remembers what it was asked. */
export function scriptedModel(
  propose: (request: ModelRequest, signal: AbortSignal) => ModelAnswer | Promise<ModelAnswer>,
  reword: ((request: RewordRequest) => string) | null = null,
): ScriptedModel {
  const requests: ModelRequest[] = []
  const rewordRequests: RewordRequest[] = []
  return {
    name: 'scripted',
    requests,
    rewordRequests,
    propose: async (request, signal) => {
      requests.push(request)
      return propose(request, signal)
    },
    reword:
      reword === null
        ? null
        : async (request) => {
            rewordRequests.push(request)
            return { text: reword(request), costMicros: 0 }
          },
  }
}

/** A proposal with the words that it quotes. */
export function proposes(text: string, labels: Partial<Omit<Proposal, 'spans'>>, quotes: Quotes = {}, costMicros = 0): ModelAnswer {
  return { kind: 'proposed', proposal: { ...emptyProposal(), ...labels, spans: spansOfQuotes(text, quotes) }, costMicros }
}

/** Never answers of its own accord; ends when it is told to. */
export function hangs(_: ModelRequest, signal: AbortSignal): Promise<ModelAnswer> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve({ kind: 'failed', reason: 'ended', costMicros: 0 }), { once: true })
  })
}
