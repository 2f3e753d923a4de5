import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GROUP_SIZE_MAX, GroupCommit } from './group-commit.ts'
import type { CommitFaults, CommitStatements } from './group-commit.ts'

test('members that arrive in one tick share one commit, each in its own savepoint', async () => {
  const { commits, log } = recorded()
  await Promise.all([commits.run(async () => log.push('a')), commits.run(async () => log.push('b'))])
  assert.deepEqual(log, ['begin', 'savepoint', 'a', 'release', 'savepoint', 'b', 'release', 'commit'])
})

test('members run one after another and never interleave', async () => {
  const { commits, log } = recorded()
  const member = (name: string) => async () => {
    log.push(`${name}1`)
    await Promise.resolve()
    await Promise.resolve()
    log.push(`${name}2`)
  }
  await Promise.all([commits.run(member('a')), commits.run(member('b'))])
  assert.deepEqual(
    log.filter((entry) => /[ab]\d/.test(entry)),
    ['a1', 'a2', 'b1', 'b2'],
  )
})

test('nobody is answered before the commit', async () => {
  const { commits, log } = recorded()
  await commits.run(async () => undefined).then(() => log.push('answered'))
  assert.deepEqual(log.slice(-2), ['commit', 'answered'])
})

test('only the caller of a member that threw sees the error, and its savepoint is undone', async () => {
  const { commits, log } = recorded()
  const answers = await Promise.allSettled([
    commits.run(async () => 1),
    commits.run(() => Promise.reject(new Error('mine'))),
    commits.run(async () => 3),
  ])
  assert.deepEqual(
    answers.map((answer) => (answer.status === 'fulfilled' ? answer.value : String(answer.reason))),
    [1, 'Error: mine', 3],
  )
  assert.deepEqual(log.slice(3, 7), ['savepoint', 'rollbackToSavepoint', 'release', 'savepoint'])
})

test('work that throws before it returns a promise is undone like any other', async () => {
  const { commits } = recorded()
  const work = (): Promise<void> => {
    throw new Error('at once')
  }
  await assert.rejects(commits.run(work), /at once/)
  assert.equal(await commits.run(async () => 'goes on'), 'goes on')
})

test('a failed commit fails the whole group and the next group goes on', async () => {
  const { commits, log, failNext } = recorded()
  failNext('commit')
  const answers = await Promise.allSettled([commits.run(async () => 1), commits.run(async () => 2)])
  assert.deepEqual(
    answers.map((answer) => answer.status),
    ['rejected', 'rejected'],
  )
  assert.equal(log.at(-1), 'rollback')
  assert.equal(await commits.run(async () => 3), 3)
})

test('a group that cannot begin fails, and the next group goes on', async () => {
  const { commits, failNext } = recorded()
  failNext('begin')
  await assert.rejects(
    commits.run(async () => 1),
    /begin failed/,
  )
  assert.equal(await commits.run(async () => 2), 2)
})

test('when the engine ends the transaction by itself the whole group fails', async () => {
  const { commits, engineGivesUp } = recorded()
  const answers = await Promise.allSettled([
    commits.run(async () => 1),
    commits.run(async () => {
      engineGivesUp()
      throw new Error('disk full')
    }),
    commits.run(async () => 3),
  ])
  assert.deepEqual(
    answers.map((answer) => answer.status === 'rejected' && String(answer.reason)),
    Array.from({ length: 3 }, () => 'Error: disk full'),
  )
})

test('a group has a size limit and the rest follow in the next one', async () => {
  const { commits, log } = recorded()
  await Promise.all(Array.from({ length: GROUP_SIZE_MAX + 1 }, () => commits.run(async () => undefined)))
  assert.equal(log.filter((entry) => entry === 'commit').length, 2)
})

test('members that arrive while a group runs wait for the next one', async () => {
  const { commits, log } = recorded()
  const late: Promise<unknown>[] = []
  await commits.run(async () => late.push(commits.run(async () => log.push('late'))))
  await Promise.all(late)
  assert.deepEqual(log, ['begin', 'savepoint', 'release', 'commit', 'begin', 'savepoint', 'late', 'release', 'commit'])
})

test('a fault before the commit leaves nothing, answers everyone with the death and ends the store', async () => {
  const { commits, log, state } = recorded({
    beforeCommit: () => {
      throw new Error('power')
    },
  })
  const answers = await Promise.allSettled([commits.run(async () => 1), commits.run(async () => 2)])
  assert.ok(answers.every((answer) => answer.status === 'rejected' && /died/.test(String(answer.reason))))
  assert.ok(!log.includes('commit'))
  assert.equal(state.deaths, 1)
  await assert.rejects(
    commits.run(async () => 3),
    /died/,
  )
})

test('a fault after the commit has committed and yet answers nobody', async () => {
  const { commits, log, state } = recorded({
    afterCommit: () => {
      throw new Error('power')
    },
  })
  await assert.rejects(
    commits.run(async () => 1),
    /died/,
  )
  assert.equal(log.at(-1), 'commit')
  assert.equal(state.deaths, 1)
})

test('death answers also those who were still waiting for their group', async () => {
  const { commits, log } = recorded({
    beforeCommit: () => {
      throw new Error('power')
    },
  })
  const all = Array.from({ length: GROUP_SIZE_MAX + 5 }, () => commits.run(async () => 1))
  const answers = await Promise.allSettled(all)
  assert.ok(answers.every((answer) => answer.status === 'rejected'))
  assert.equal(log.filter((entry) => entry === 'begin').length, 1, 'nothing runs after the death')
})

test('ending waits for accepted members and refuses later ones', async () => {
  const { commits, log } = recorded()
  const accepted = commits.run(async () => log.push('accepted'))
  const ended = commits.end(new Error('closed'))
  await assert.rejects(
    commits.run(async () => 1),
    /closed/,
  )
  await ended
  assert.ok(log.includes('commit'))
  await accepted
})

test('a member that waits for something else than the store is undone and does not stop the others', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] })
  const { commits } = recorded()
  const over: string[] = []
  const stuck = commits.run(
    () => new Promise<never>(() => undefined),
    () => over.push('over'),
  )
  const refused = assert.rejects(stuck, /await nothing but the repositories/)
  await new Promise((resolve) => setImmediate(resolve))
  context.mock.timers.tick(5_000)
  await refused
  assert.deepEqual(over, ['over'])
  assert.equal(await commits.run(async () => 'goes on'), 'goes on')
})

function recorded(faults: CommitFaults = {}) {
  const log: string[] = []
  const state = { open: false, failing: '', deaths: 0 }
  const step = (name: string) => {
    log.push(name)
    if (state.failing !== name) return
    state.failing = ''
    throw new Error(`${name} failed`)
  }
  const statements: CommitStatements = {
    begin: () => {
      step('begin')
      state.open = true
    },
    savepoint: () => step('savepoint'),
    release: () => step('release'),
    rollbackToSavepoint: () => step('rollbackToSavepoint'),
    commit: () => {
      step('commit')
      state.open = false
    },
    rollback: () => {
      step('rollback')
      state.open = false
    },
    get inTransaction() {
      return state.open
    },
  }
  const commits = new GroupCommit(statements, faults, () => (state.deaths += 1))
  return { commits, log, state, failNext: (name: string) => (state.failing = name), engineGivesUp: () => (state.open = false) }
}
