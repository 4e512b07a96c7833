package org.graticule.access;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.graticule.db.Tx;
import org.jdbi.v3.core.mapper.RowMapper;

/** Rows of {@code authz.identity}. */
final class IdentityStore {
  private static final String COLUMNS =
      "select id, account, kind, issuer, name, bound_at, bound_by from authz.identity ";
  private static final RowMapper<Identity> IDENTITY =
      (row, context) ->
          new Identity(
              row.getObject("id", UUID.class),
              row.getObject("account", UUID.class),
              Way.parse(row.getString("kind")),
              row.getString("issuer"),
              row.getString("name"),
              row.getTimestamp("bound_at").toInstant(),
              row.getString("bound_by"));

  /** The first that was written down, where several agencies did. */
  Optional<Identity> find(Tx tx, Way way, String issuer, String name) {
    return tx.handle()
        .createQuery(
            COLUMNS
                + "where kind = :kind and issuer = :issuer and name = :name order by bound_at, id")
        .bind("kind", way.label())
        .bind("issuer", issuer)
        .bind("name", Identity.oneForm(name))
        .map(IDENTITY)
        .findFirst();
  }

  List<Identity> of(Tx tx, UUID account) {
    return tx.handle()
        .createQuery(COLUMNS + "where account = :account order by bound_at, id")
        .bind("account", account)
        .map(IDENTITY)
        .list();
  }

  /** Whether it was not there before, in the account's agency. */
  boolean insert(Tx tx, Identity identity) {
    return tx.handle()
            .createUpdate(
                """
                insert into authz.identity
                  (id, account, kind, issuer, name, bound_at, bound_by, agency)
                values (:id, :account, :kind, :issuer, :name, :at, :by,
                        (select agency from authz.account where id = :account))
                on conflict (kind, issuer, name, agency) do nothing
                """)
            .bind("id", identity.id())
            .bind("account", identity.account())
            .bind("kind", identity.way().label())
            .bind("issuer", identity.issuer())
            .bind("name", Identity.oneForm(identity.name()))
            .bind("at", identity.boundAt())
            .bind("by", identity.boundBy())
            .execute()
        == 1;
  }

  boolean delete(Tx tx, UUID account, UUID id) {
    return tx.handle()
            .createUpdate("delete from authz.identity where id = :id and account = :account")
            .bind("id", id)
            .bind("account", account)
            .execute()
        == 1;
  }
}
