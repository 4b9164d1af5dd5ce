@org.jspecify.annotations.NullMarked
package io.foretide.app.role;
