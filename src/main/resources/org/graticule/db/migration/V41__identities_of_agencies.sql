-- Each agency writes down by itself who its accounts are elsewhere: that somebody is known in another by the same identity is not told by a refusal.
-- Where two have done so, the identity opens the account that had it first.
alter table authz.identity add column agency text not null default '';
update authz.identity i set agency = a.agency from authz.account a where a.id = i.account;
alter table authz.identity drop constraint identity_kind_issuer_name_key,
  add constraint identity_of_agency unique (kind, issuer, name, agency);
