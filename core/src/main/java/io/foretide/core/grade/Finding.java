package io.foretide.core.grade;

/**
 * Something that a check found.
 *
 * @param check which
 * @param grade what the data are worth because of it
 * @param words one sentence for people, after the sensor's name
 */
public record Finding(Check check, Grade grade, String words) {}
