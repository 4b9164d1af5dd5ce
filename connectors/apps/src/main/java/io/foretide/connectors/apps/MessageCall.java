package io.foretide.connectors.apps;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.connectors.http.Answer;
import io.foretide.connectors.http.Call;
import io.foretide.core.error.ProviderException;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.models.window.Buckets;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The contract of apps that score one message at a time: a flat JSON object is posted for each
 * bucket that has a value, and its numbers come back either as the answer or as a message that the
 * app posts to an output address before it answers.
 */
final class MessageCall implements App {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpAppSettings settings;
  private final HttpServices.Target target;
  private final OutputPorts ports;

  MessageCall(HttpAppSettings settings, HttpServices.Target target, OutputPorts ports) {
    this.settings = settings;
    this.target = target;
    this.ports = ports;
  }

  @Override
  public AppAnswer run(Job job, long timeout) throws ProviderException {
    AppAnswer out = new AppAnswer(job);
    long end = System.nanoTime() + timeout;
    for (int i = 0; i < job.intervals().length; i++) {
      Range interval = job.intervals()[i];
      long to = settings.app().shape().bucketAt(interval.to());
      long from = Math.min(settings.app().shape().bucketAt(interval.from()), to - 1);
      for (long k = from; k < to; k++) {
        ObjectNode message = message(job.buckets(), k);
        if (message != null) {
          long rest = Math.max(1_000_000, end - System.nanoTime());
          JsonNode answer = ask(job, k, message, rest);
          out.row(i, k * job.buckets().step(), values(answer));
        }
      }
    }
    return out;
  }

  private @Nullable ObjectNode message(Buckets b, long bucket) {
    long at = bucket - b.first();
    if (at < 0 || at >= b.rows()) {
      return null;
    }
    ObjectNode out = JSON.createObjectNode();
    out.put("time", Instants.format(bucket * b.step()));
    boolean any = false;
    List<String> fields = settings.fields();
    for (int c = 0; c < fields.size(); c++) {
      double x = b.column(c)[(int) at];
      if (Double.isNaN(x)) {
        out.putNull(fields.get(c));
      } else {
        any = true;
        if (x == Math.rint(x) && Math.abs(x) < 1e15) {
          out.put(fields.get(c), (long) x);
        } else {
          out.put(fields.get(c), x);
        }
      }
    }
    return any ? out : null;
  }

  private JsonNode ask(Job job, long bucket, ObjectNode message, long timeout)
      throws ProviderException {
    try {
      Schema request = settings.request();
      if (request != null) {
        request.check(message);
      }
      Call call =
          new Call(
              "POST",
              target.url(),
              HttpKind.headers(job, job.key() + "-" + bucket, "application/json"),
              JSON.writeValueAsBytes(message));
      JsonNode out;
      if (settings.outputPort() == 0) {
        Answer answer = target.session().send(call, timeout, settings.retries());
        Status.check(answer);
        out = AnswerReader.tree(answer.body());
      } else {
        // Not repeated here: an app that posted and then failed would post twice.
        byte[] posted =
            ports.during(
                settings.outputPort(), () -> Status.check(target.session().send(call, timeout, 0)));
        out = AnswerReader.tree(posted);
      }
      Schema answer = settings.answer();
      if (answer != null) {
        answer.check(out);
      }
      return out;
    } catch (IOException e) {
      throw new ProviderException.Rejected(
          "the answer of POST " + target.url() + " is no JSON: " + e.getMessage(), e);
    }
  }

  private double[] values(JsonNode answer) throws ProviderException.Rejected {
    List<String> outputs = settings.app().outputs();
    double[] out = new double[outputs.size()];
    Arrays.fill(out, Double.NaN);
    boolean any = false;
    for (int c = 0; c < out.length; c++) {
      JsonNode value = answer.path(outputs.get(c));
      if (value.isNumber() && Double.isFinite(value.doubleValue())) {
        out[c] = value.doubleValue();
      }
      any |= !value.isMissingNode();
    }
    if (!any) {
      throw new ProviderException.Rejected(
          "the app answered none of " + String.join(", ", outputs) + ": check outputs");
    }
    return out;
  }
}
