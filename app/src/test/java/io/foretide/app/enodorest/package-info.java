@org.jspecify.annotations.NullMarked
package io.foretide.app.enodorest;
