package io.foretide.store.sql;

import java.sql.SQLException;

/**
 * The engine refused a row of a batch that several operations share: none of them is to blame
 * before each has written its rows alone. A passing trouble.
 */
public final class RowsRefused extends SQLException {
  private static final long serialVersionUID = 1;
  private static final String TRANSACTION_ROLLED_BACK = "40000";

  RowsRefused(SQLException why) {
    super(
        "one of many rows was refused (" + why.getMessage() + "); they are written one by one now",
        TRANSACTION_ROLLED_BACK,
        why);
  }
}
