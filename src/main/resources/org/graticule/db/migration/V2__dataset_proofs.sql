-- What ties a published dataset to the log: the log's length and last hash when it was frozen, and the manifest's checksum.
alter table content.dataset
  add column checkpoint      text,
  add column manifest_sha256 text;
