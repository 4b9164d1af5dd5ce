/** What models that other tools exported have in common: their files and the rows they run on. */
@org.jspecify.annotations.NullMarked
package io.foretide.models.exported;
