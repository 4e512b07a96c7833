package org.graticule.access;

import org.graticule.db.Tx;

/** The single row of {@code authz.policy_epoch}. */
final class PolicyEpochStore {
  long read(Tx tx) {
    return tx.handle().createQuery("select epoch from authz.policy_epoch").mapTo(Long.class).one();
  }

  void bump(Tx tx) {
    tx.handle().execute("update authz.policy_epoch set epoch = epoch + 1");
  }
}
