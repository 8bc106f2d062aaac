// The service as a Node client meets it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';

import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';
import protobuf from 'protobufjs';

const { MUNHANG_BINARY, MUNHANG_SOURCE_DIR, GRPC_PROTO_DIR } = process.env;
const options = { keepCase: true, longs: Number, enums: String, defaults: true, oneofs: true };
const load = (file, root) =>
  grpc.loadPackageDefinition(loader.loadSync(file, { ...options, includeDirs: [root] }));
const protos = join(MUNHANG_SOURCE_DIR, 'proto');
const { Classifier } = load('munhang/v1/classifier.proto', protos).munhang.v1;
const { Curriculum } = load('munhang/v1/curriculum.proto', protos).munhang.v1;
// Messages without a service are decoded through the descriptors of the loader's own protobuf library.
const root = protobuf.loadSync(['google/rpc/status.proto', 'google/rpc/error_details.proto']
  .map((file) => join(protos, file)));
const decode = (type, bytes) => root.lookupType(type).decode(bytes);
const { Health } = load('grpc/health/v1/health.proto', GRPC_PROTO_DIR).grpc.health.v1;
const { ServerReflection } =
  load('grpc/reflection/v1alpha/reflection.proto', GRPC_PROTO_DIR).grpc.reflection.v1alpha;

let directory;
let server;
let exited;
let address;
const clients = [];

function connect(Client) {
  const client = new Client(address, grpc.credentials.createInsecure());
  clients.push(client);
  return client;
}

const deadline = () => ({ deadline: Date.now() + 20000 });

// Resolves to {answer} or {error}.
const call = (client, method, request) =>
  new Promise((resolve) =>
    client[method](request, deadline(), (error, answer) => resolve({ error, answer })));

before(async () => {
  directory = mkdtempSync(join(tmpdir(), 'munhang-'));
  const config = join(directory, 'munhang.yaml');
  writeFileSync(config,
    'server:\n  address: 127.0.0.1:0\nlimits:\n  in_flight: 1\nmetrics:\n  address: ""\n'
    + `feedback:\n  database: ${join(directory, 'feedback.db')}\n`);
  server = spawn(MUNHANG_BINARY, ['serve', '--config', config], { stdio: ['ignore', 'ignore', 'pipe'] });
  exited = new Promise((resolve) => server.on('exit', resolve));
  for await (const line of createInterface({ input: server.stderr })) {
    const entry = JSON.parse(line);
    if (entry.event !== 'serving') continue;
    address = `127.0.0.1:${entry.port}`;
    break;
  }
  assert.ok(address, 'the server did not start');
  server.stderr.resume();
});

after(async () => {
  for (const client of clients) client.close();
  server.kill('SIGTERM');
  assert.equal(await exited, 0);
  rmSync(directory, { recursive: true });
});

test('places an item', async () => {
  const { answer } = await call(connect(Classifier), 'Classify',
    { item: { item_id: 'n-1', text: '한 원에서 호 AB에 대한 원주각의 크기가 35°일 때 중심각의 크기는?' } });
  assert.equal(answer.item_id, 'n-1');
  assert.equal(answer.classification.standard_code, '9수03-19');
  assert.equal(answer.classification.grade_group, '중1-3');
  assert.equal(answer.classification.provenance.tier, 'TIER_LOCAL');
});

test('streams a thousand items at an in-flight limit of one', async () => {
  const stream = connect(Classifier).ClassifyStream(deadline());
  const seen = new Map();
  const finished = new Promise((resolve, reject) => {
    stream.on('data', (answer) => seen.set(answer.item_id, answer));
    stream.on('end', resolve);
    stream.on('error', reject);
  });
  for (let i = 0; i < 1000; i += 1) {
    const more = stream.write({ item: { item_id: `${i}`, text: i % 7 ? `${i}×${i + 1}=` : '' } });
    if (!more) await new Promise((resolve) => stream.once('drain', resolve));
  }
  stream.end();
  await finished;
  assert.equal(seen.size, 1000);
  for (let i = 0; i < 1000; i += 1) {
    assert.equal(seen.get(`${i}`).status.code, i % 7 ? 0 : grpc.status.INVALID_ARGUMENT);
  }
});

test('a cancelled stream ends, the service goes on', async () => {
  const client = connect(Classifier);
  const stream = client.ClassifyStream(deadline());
  const ended = new Promise((resolve) => stream.on('error', resolve));
  stream.on('data', () => stream.cancel());
  stream.write({ item: { text: '3+4=' } });
  assert.equal((await ended).code, grpc.status.CANCELLED);
  const { error } = await call(client, 'Classify', { item: { text: '3+4=' } });
  assert.equal(error, null);
});

test('a wrong field is named in the error details', async () => {
  const { error } = await call(connect(Classifier), 'Classify',
    { item: { text: '3+4=', images: [{ content: Buffer.from('no image') }] } });
  assert.equal(error.code, grpc.status.INVALID_ARGUMENT);
  const [bytes] = error.metadata.get('grpc-status-details-bin');
  const status = decode('google.rpc.Status', bytes);
  const detail = status.details.find((any) => any.type_url.endsWith('google.rpc.BadRequest'));
  const bad = decode('google.rpc.BadRequest', detail.value);
  assert.equal(bad.fieldViolations[0].field, 'item.images[0].content');
});

test('a correction counts from the next request on, until it is revoked', async () => {
  const client = connect(Classifier);
  const item = { item_id: 'n-2', text: '한 원에서 호 AB에 대한 원주각의 크기가 40°일 때 중심각의 크기는?' };
  const place = async () => (await call(client, 'Classify', { item })).answer.classification;
  const before = await place();
  const { answer: kept } = await call(client, 'SubmitFeedback',
    { item, score: 3, corrected: { standard_code: '9수03-18', difficulty: 4 }, reviewer: 'n' });
  assert.match(kept.feedback_id, /^[0-9a-f]{32}$/);
  assert.equal(kept.correction_in_force, true);
  const after = await place();
  assert.equal(after.standard_code, '9수03-18');
  assert.equal(after.difficulty, 4);
  assert.equal(after.confidence, 0.99);
  assert.equal(after.provenance.feedback_id, kept.feedback_id);
  assert.equal((await call(client, 'RevokeFeedback', { feedback_id: kept.feedback_id })).error, null);
  const restored = await place();
  assert.equal(restored.standard_code, before.standard_code);
  assert.equal(restored.confidence, before.confidence);
  const { error } = await call(client, 'SubmitFeedback', { item });
  assert.equal(error.code, grpc.status.INVALID_ARGUMENT);
});

test('lists standards by page and finds them by text', async () => {
  const client = connect(Curriculum);
  const { answer: page } = await call(client, 'ListStandards', { page_size: 29 });
  assert.equal(page.standards.length, 29);
  assert.equal(page.next_page_token, '4수01-01');
  assert.equal(page.total_size, 181);
  const { answer: found } = await call(client, 'SearchStandards', { query: '막대그래프로 나타내기', limit: 1 });
  assert.equal(found.results[0].standard.code, '4수04-01');
  const { error } = await call(client, 'GetStandard', { code: '4수04-09' });
  assert.equal(error.code, grpc.status.NOT_FOUND);
});

test('answers health checks and reflection', async () => {
  const { answer } = await call(connect(Health), 'Check', { service: 'munhang.v1.Classifier' });
  assert.equal(answer.status, 'SERVING');
  const stream = connect(ServerReflection).ServerReflectionInfo(deadline());
  const listed = new Promise((resolve, reject) => {
    stream.on('data', resolve);
    stream.on('error', reject);
  });
  stream.write({ list_services: '' });
  const names = (await listed).list_services_response.service.map((service) => service.name);
  stream.end();
  assert.ok(names.includes('munhang.v1.Classifier'));
  assert.ok(names.includes('munhang.v1.Curriculum'));
});
