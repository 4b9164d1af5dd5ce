/** Where signals change their behaviour for good. */
@org.jspecify.annotations.NullMarked
package io.foretide.detect.change;
