package io.foretide.connectors.parquet;

import org.jspecify.annotations.Nullable;

/** A named column of a table. The arrays are not copied. */
public sealed interface Column {
  String name();

  int rows();

  /**
   * Instants.
   *
   * @param nanos since 1970 in UTC; kept to the microsecond
   */
  record Times(String name, long[] nanos) implements Column {
    @Override
    public int rows() {
      return nanos.length;
    }
  }

  /**
   * Numbers.
   *
   * @param values NaN for none
   */
  record Numbers(String name, double[] values) implements Column {
    @Override
    public int rows() {
      return values.length;
    }
  }

  /**
   * Texts.
   *
   * @param values null for none
   */
  record Texts(String name, @Nullable String[] values) implements Column {
    @Override
    public int rows() {
      return values.length;
    }
  }
}
