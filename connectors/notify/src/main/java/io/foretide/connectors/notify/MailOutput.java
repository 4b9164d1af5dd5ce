package io.foretide.connectors.notify;

import io.foretide.core.alarm.Alarm;
import io.foretide.core.alarm.AlarmOutput;
import io.foretide.core.alarm.Delivery;
import io.foretide.core.error.ProviderException;
import io.foretide.core.settings.Secret;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Properties;

/**
 * A mail for each state change, by SMTP. Mails of one alarm are one thread. Thread-safe.
 *
 * @param name of the output
 * @param filter which alarms
 * @param host of the SMTP server
 * @param port of the SMTP server
 * @param user empty for no log-in
 * @param password of the user
 * @param tls {@code required}: STARTTLS or an end; {@code direct}: TLS from the start; {@code none}
 * @param from sender
 * @param to receivers
 * @param link address of the pages; empty for no link
 */
record MailOutput(
    String name,
    Filter filter,
    String host,
    int port,
    String user,
    Secret password,
    String tls,
    String from,
    List<String> to,
    String link)
    implements AlarmOutput {
  private static final String MILLIS = "10000";

  MailOutput {
    to = List.copyOf(to);
  }

  @Override
  public boolean takes(Alarm alarm) {
    return filter.takes(alarm);
  }

  @Override
  public String send(Alarm a, Delivery d) throws ProviderException {
    Session session = Session.getInstance(properties());
    try {
      MimeMessage message = new MimeMessage(session);
      message.setFrom(new InternetAddress(from));
      for (String address : to) {
        message.addRecipient(Message.RecipientType.TO, new InternetAddress(address));
      }
      message.setSubject("[" + Facts.severity(a) + "] " + Facts.title(a, d), "UTF-8");
      message.setText(text(a), "UTF-8");
      message.setHeader("Foretide-Delivery", Facts.uuid(a, d));
      message.setHeader("References", "<alarm-" + a.id() + "@foretide>");
      message.saveChanges();
      try (Transport transport = session.getTransport()) {
        if (user.isEmpty()) {
          transport.connect();
        } else {
          transport.connect(user, password.reveal());
        }
        transport.sendMessage(message, message.getAllRecipients());
      }
      return "taken by " + host;
    } catch (AuthenticationFailedException e) {
      throw new ProviderException.Transient(
          host + " refuses the log-in of '" + user + "': check user and password", e);
    } catch (SendFailedException e) {
      throw new ProviderException.Rejected(host + " refuses the mail: " + e.getMessage());
    } catch (MessagingException e) {
      throw new ProviderException.Transient(host + " does not take the mail: " + e.getMessage(), e);
    }
  }

  private String text(Alarm a) {
    StringBuilder out = new StringBuilder(Facts.words(a)).append("\n\n");
    out.append("since    ").append(io.foretide.core.time.Instants.format(a.from())).append('\n');
    out.append("model    ")
        .append(a.model())
        .append(", revision ")
        .append(a.revision())
        .append('\n');
    out.append("series   ").append(a.series()).append('\n');
    out.append("rule     ").append(a.rule()).append('\n');
    String page = Facts.link(a, link);
    return page.isEmpty() ? out.toString() : out.append('\n').append(page).append('\n').toString();
  }

  private Properties properties() {
    Properties p = new Properties();
    String protocol = tls.equals("direct") ? "smtps" : "smtp";
    String head = "mail." + protocol + ".";
    p.setProperty("mail.transport.protocol", protocol);
    p.setProperty(head + "host", host);
    p.setProperty(head + "port", Integer.toString(port));
    p.setProperty(head + "auth", Boolean.toString(!user.isEmpty()));
    p.setProperty(head + "starttls.enable", Boolean.toString(tls.equals("required")));
    p.setProperty(head + "starttls.required", Boolean.toString(tls.equals("required")));
    p.setProperty(head + "ssl.checkserveridentity", "true");
    p.setProperty(head + "connectiontimeout", MILLIS);
    p.setProperty(head + "timeout", MILLIS);
    p.setProperty(head + "writetimeout", MILLIS);
    return p;
  }
}
