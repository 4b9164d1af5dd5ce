package io.foretide.app.crash;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads the database with SQL and its own decoding; shares no code with the program. */
final class IndependentReader implements AutoCloseable {
  private final Connection connection;

  IndependentReader(Path file) throws SQLException {
    this("jdbc:sqlite:" + file);
  }

  IndependentReader(String url) throws SQLException {
    connection = DriverManager.getConnection(url);
  }

  long number(String sql) throws SQLException {
    try (PreparedStatement s = connection.prepareStatement(sql);
        ResultSet r = s.executeQuery()) {
      r.next();
      return r.getLong(1);
    }
  }

  String text(String sql) throws SQLException {
    try (PreparedStatement s = connection.prepareStatement(sql);
        ResultSet r = s.executeQuery()) {
      r.next();
      return r.getString(1);
    }
  }

  /** The state of each covered cell of a model: 1 predicted, 2 empty, 3 failed. */
  TreeMap<Long, Integer> cells(long model) throws SQLException {
    TreeMap<Long, Integer> out = new TreeMap<>();
    try (PreparedStatement s =
        connection.prepareStatement("SELECT chunk, cells FROM coverage WHERE model = ?")) {
      s.setLong(1, model);
      try (ResultSet r = s.executeQuery()) {
        while (r.next()) {
          decode(r.getLong(1) * 4096, r.getBytes(2), out);
        }
      }
    }
    return out;
  }

  private static void decode(long base, byte[] runs, TreeMap<Long, Integer> out) {
    long cell = base;
    int at = 1;
    while (at < runs.length) {
      int state = runs[at++] & 3;
      int length = 0;
      int shift = 0;
      int b;
      do {
        b = runs[at++];
        length |= (b & 0x7f) << shift;
        shift += 7;
      } while (b < 0);
      for (int i = 0; i < length; i++, cell++) {
        if (state != 0) {
          out.put(cell, state);
        }
      }
    }
  }

  /** The origins that have rows. */
  TreeSet<Long> origins(long model) throws SQLException {
    TreeSet<Long> out = new TreeSet<>();
    try (PreparedStatement s =
        connection.prepareStatement(
            "SELECT origin FROM prediction WHERE model = ? AND count > 0")) {
      s.setLong(1, model);
      try (ResultSet r = s.executeQuery()) {
        while (r.next()) {
          if (!out.add(r.getLong(1))) {
            throw new AssertionError(
                "origin " + r.getLong(1) + " of model " + model + " is doubled");
          }
        }
      }
    }
    return out;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
