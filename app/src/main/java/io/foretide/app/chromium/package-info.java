/** A browser that measurements and tests of the pages drive. */
@org.jspecify.annotations.NullMarked
package io.foretide.app.chromium;
