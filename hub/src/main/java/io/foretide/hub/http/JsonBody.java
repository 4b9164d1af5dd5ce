package io.foretide.hub.http;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Writes one JSON value. */
@FunctionalInterface
public interface JsonBody {
  void write(JsonGenerator json) throws IOException;
}
