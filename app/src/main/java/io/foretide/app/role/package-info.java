/** What a process does. */
@org.jspecify.annotations.NullMarked
package io.foretide.app.role;
