/** The program: main class and version. */
@org.jspecify.annotations.NullMarked
package io.foretide.app;
