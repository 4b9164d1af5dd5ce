package io.foretide.connectors.siridb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.connectors.qpack.QpackReader;
import io.foretide.connectors.qpack.QpackWriter;
import io.foretide.core.frame.PointColumn;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bytes that SiriDB 2.0.55 and its clients exchanged. */
class RecordedBytesTest {
  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  @Test
  void a_login_is_the_recorded_one() {
    byte[] body =
        new QpackWriter().array(3).text("iris").text("siri").text("dbtest").endArray(3).bytes();
    assertThat(new Package(13, Package.AUTH, body).bytes())
        .isEqualTo(
            hex(
                "12 00 00 00 0d 00 02 fd f0 84 69 72 69 73 84 73"
                    + "69 72 69 86 64 62 74 65 73 74"));
  }

  @Test
  void a_query_is_the_recorded_one() {
    byte[] body = new QpackWriter().array(2).text("show dbname").nothing().endArray(2).bytes();
    assertThat(new Package(1, Package.QUERY, body).bytes())
        .isEqualTo(hex("0e 00 00 00 01 00 00 ff ef 8b 73 68 6f 77 20 64 62 6e 61 6d 65 fb"));
  }

  @Test
  void a_recorded_refusal_is_read() throws IOException {
    Package p =
        Package.read(new DataInputStream(new ByteArrayInputStream(hex("00 00 00 00 0b 00 48 b7"))));
    assertThat(p.type()).isEqualTo(Package.BAD_CREDENTIALS);
    assertThat(p.number()).isEqualTo(11);
  }

  @Test
  void a_wrong_check_byte_is_refused() {
    assertThatThrownBy(() ->
            Package.read(
                new DataInputStream(new ByteArrayInputStream(hex("00 00 00 00 0b 00 48 48")))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("check byte");
  }

  @Test
  void an_answer_that_leaves_its_containers_open_is_read() throws Exception {
    Map<String, PointColumn> points =
        SiriPoints.read(
            new QpackReader(
                hex(
                    "fd 8a 73 65 72 69 65 73 2d 30 30 31 fc ef ea 00 f1 53 65 01 ef ea 3c f1 53 65 7d")));
    assertThat(points).containsOnlyKeys("series-001");
    PointColumn c = points.getOrDefault("series-001", new PointColumn());
    assertThat(c.size()).isEqualTo(2);
    assertThat(c.times()[1]).isEqualTo(1700000060);
    assertThat(c.values()[0]).isEqualTo(1);
    assertThat(c.values()[1]).isEqualTo(-1);
  }
}
