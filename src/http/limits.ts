// Every limit of the API in one place: sizes, counts, rates and times. Nothing that comes from
// outside goes without one.

export interface HttpLimits {
  bodyBytes: number; // of a CSV body, unpacked: it is read from where it lies
  linesBytes: number; // of an NDJSON body, unpacked: it is held in memory
  arrayBytes: number; // of a JSON array of facts, unpacked
  documentBytes: number; // of any other JSON body
  memoryBytes: number; // a larger body of facts is spooled to a file
  unpackRatio: number; // a gzip body may grow to so many times its packed size ...
  unpackFloor: number; // ... once it is over so many bytes
  jsonDepth: number; // of a JSON body
  spooledAtOnce: number; // bodies in files at the same time
  documentsAtOnce: number; // whole plans being sent at the same time
  urlBytes: number;
  headerBytes: number; // of all request headers together
  requestsPerMinute: number; // of one caller
  openRequestsPerMinute: number; // of one address, of those that are not signed in
  refusedPerMinute: number; // of one address: credentials that are not good
  connections: number; // open sockets
  streamsOfCaller: number;
  streams: number;
  streamBytes: number; // that wait for a stream's reader, before it catches up from the store
  streamChanges: number; // that wait while it catches up
  streamStallMs: number; // to take what waits; else it is let go
  streamMinutes: number; // then it ends and is taken up again, with its sign-in looked at anew
  heartbeatMs: number;
  waitMs: number; // for `not_before` when the request does not say
  waitMsMax: number;
  headersMs: number; // to send all request headers
  requestMs: number; // to send a whole request
  documentMs: number; // to send a body that is no facts
  idleBodyMs: number; // between two pieces of a body of facts
  idleSocketMs: number;
  keepAliveMs: number;
  lingerMs: number; // for a body that still comes in after its request was answered
}

const MIB = 1024 * 1024;

export const DEFAULT_LIMITS: HttpLimits = {
  bodyBytes: 4096 * MIB,
  linesBytes: 256 * MIB,
  arrayBytes: 64 * MIB,
  documentBytes: MIB,
  memoryBytes: MIB,
  unpackRatio: 200,
  unpackFloor: MIB,
  jsonDepth: 32,
  spooledAtOnce: 8,
  documentsAtOnce: 4,
  urlBytes: 8 * 1024,
  headerBytes: 16 * 1024,
  requestsPerMinute: 12_000,
  openRequestsPerMinute: 1_200,
  refusedPerMinute: 120,
  connections: 4_000,
  streamsOfCaller: 16,
  streams: 1_000,
  streamBytes: MIB,
  streamChanges: 1_000,
  streamStallMs: 20_000,
  streamMinutes: 30,
  heartbeatMs: 15_000,
  waitMs: 2_000,
  waitMsMax: 30_000,
  headersMs: 15_000,
  requestMs: 60 * 60_000,
  documentMs: 30_000,
  idleBodyMs: 30_000,
  idleSocketMs: 120_000,
  keepAliveMs: 65_000,
  lingerMs: 5_000,
};
