package org.graticule.access;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.graticule.db.Tx;

/** Rows of {@code authz.account_group} and who is in them. */
final class GroupStore {

  List<Group> all(Tx tx) {
    return tx.handle()
        .createQuery(
            """
            select g.name,
                   array(
                     select a.username
                     from authz.group_member m
                     join authz.account a on a.id = m.account
                     where m.group_name = g.name
                     order by a.username) as members
            from authz.account_group g
            order by g.name
            """)
        .map((row, context) ->
            new Group(
                row.getString("name"), List.of((String[]) row.getArray("members").getArray())))
        .list();
  }

  boolean exists(Tx tx, String name) {
    return tx.handle()
        .createQuery("select exists (select from authz.account_group where name = :name)")
        .bind("name", name)
        .mapTo(Boolean.class)
        .one();
  }

  boolean insert(Tx tx, String name, String by, Instant now) {
    return tx.handle()
            .createUpdate(
                """
                insert into authz.account_group (name, created_at, created_by)
                values (:name, :now, :by)
                on conflict do nothing
                """)
            .bind("name", name)
            .bind("now", now)
            .bind("by", by)
            .execute()
        > 0;
  }

  /** With its members and what it holds. */
  boolean delete(Tx tx, String name) {
    return tx.handle()
            .createUpdate("delete from authz.account_group where name = :name")
            .bind("name", name)
            .execute()
        > 0;
  }

  boolean add(Tx tx, String name, UUID account) {
    return tx.handle()
            .createUpdate(
                """
                insert into authz.group_member (group_name, account)
                values (:name, :account)
                on conflict do nothing
                """)
            .bind("name", name)
            .bind("account", account)
            .execute()
        > 0;
  }

  boolean remove(Tx tx, String name, UUID account) {
    return tx.handle()
            .createUpdate(
                "delete from authz.group_member where group_name = :name and account = :account")
            .bind("name", name)
            .bind("account", account)
            .execute()
        > 0;
  }
}
