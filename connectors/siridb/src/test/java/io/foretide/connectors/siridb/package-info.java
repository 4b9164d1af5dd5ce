/** Tests against recorded bytes and a stand-in that behaves as SiriDB was seen to. */
@org.jspecify.annotations.NullMarked
package io.foretide.connectors.siridb;
