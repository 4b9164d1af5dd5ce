package io.foretide.connectors.metadataapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.connectors.http.Answer;
import io.foretide.connectors.http.Call;
import io.foretide.connectors.http.Session;
import io.foretide.core.connect.ProjectInformationProvider;
import io.foretide.core.connect.Verified;
import io.foretide.core.error.ProviderException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** {@code GET <base>/projects}. Thread-safe. */
final class Projects implements ProjectInformationProvider, Verified, AutoCloseable {
  private final String base;
  private final Session session;

  Projects(String base, Session session) {
    this.base = base;
    this.session = session;
  }

  @Override
  public void verify() throws ProviderException {
    session.verify();
  }

  @Override
  public List<String> projects() throws ProviderException {
    Answer answer = session.send(Call.get(base + "/projects"));
    if (!answer.ok()) {
      throw new ProviderException.Transient(answer.sentence() + "; check base_url", null);
    }
    JsonNode list = answer.json().path("projects");
    if (!list.isArray()) {
      throw new ProviderException.Transient(
          answer.source() + " answered JSON without a list 'projects'; check base_url", null);
    }
    Set<String> out = new LinkedHashSet<>();
    list.forEach(p -> out.add(p.asText()));
    out.remove("");
    return List.copyOf(out);
  }

  @Override
  public void close() {
    session.close();
  }
}
