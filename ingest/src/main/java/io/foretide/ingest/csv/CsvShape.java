package io.foretide.ingest.csv;

import io.foretide.ingest.text.TimeFormat;
import java.util.List;

/**
 * How a CSV text is built, as set or found out.
 *
 * @param separator between fields
 * @param decimalSign of numbers
 * @param header whether the first row names the columns
 * @param layout wide or long
 * @param columns the columns' names, or their numbers from 1 without a header
 * @param time the column of times, from 0
 * @param timeOfDay the column with the time of day if it is apart, else -1
 * @param series the column of series names of a long text, else -1
 * @param values the columns with values
 * @param names the series of each of {@code values} of a wide text
 * @param format how times are written
 * @param notes what the reader should know, such as columns left out
 */
public record CsvShape(
    char separator,
    char decimalSign,
    boolean header,
    CsvLayout layout,
    List<String> columns,
    int time,
    int timeOfDay,
    int series,
    List<Integer> values,
    List<String> names,
    TimeFormat format,
    List<String> notes) {
  public CsvShape {
    columns = List.copyOf(columns);
    values = List.copyOf(values);
    names = List.copyOf(names);
    notes = List.copyOf(notes);
  }
}
