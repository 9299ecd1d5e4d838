package org.shuguan.server.channel;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// E-mail over SMTP (RFC 5321), as plain text in UTF-8.
@Component
class MailWay implements Way {
    private static final String PATIENCE = "10000";
    private static final int LONGEST_ADDRESS = 254;
    private static final int PERMANENT = 500;

    /// How the connection to the server is protected.
    enum Protection {
        NONE,
        /// Upgraded after the greeting (RFC 3207), or refused.
        STARTTLS,
        /// From the first byte (RFC 8314).
        TLS
    }

    private final String host;
    private final int port;
    private final String user;
    private final String password;
    private final String from;
    private final Protection protection;
    private final Clock clock;

    /// @param host SMTP server, empty if there is none
    /// @param from address of the sender
    MailWay(
            @Value("${shuguan.mail.host:}") String host,
            @Value("${shuguan.mail.port:25}") int port,
            @Value("${shuguan.mail.user:}") String user,
            @Value("${shuguan.mail.password:}") String password,
            @Value("${shuguan.mail.from:}") String from,
            @Value("${shuguan.mail.protection:starttls}") Protection protection,
            Clock clock) {
        this.host = host.strip();
        this.port = port;
        this.user = user;
        this.password = password;
        this.from = from.strip();
        this.protection = protection;
        this.clock = clock;
        if (!this.host.isEmpty() && fault(this.from).isPresent()) {
            throw new IllegalStateException(
                    "shuguan.mail.from must be the e-mail address of the sender, because shuguan.mail.host is set");
        }
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.EMAIL;
    }

    @Override
    public boolean ready() {
        return !host.isEmpty();
    }

    @Override
    public Optional<String> fault(String target) {
        try {
            InternetAddress address = new InternetAddress(target, true);
            boolean plain = address.getPersonal() == null && target.equals(address.getAddress());
            return plain && target.contains("@") && target.length() <= LONGEST_ADDRESS
                    ? Optional.empty()
                    : Optional.of("channel-email");
        } catch (AddressException e) {
            return Optional.of("channel-email");
        }
    }

    @Override
    public void send(String target, Letter letter) throws NotSent {
        if (!ready()) {
            throw new NotSent(NotSent.Why.NOT_SET_UP, "shuguan.mail.host is not set", null);
        }
        Session session = Session.getInstance(properties());
        try (Transport transport = session.getTransport("smtp")) {
            try {
                transport.connect(host, port, user.isEmpty() ? null : user, user.isEmpty() ? null : password);
            } catch (MessagingException e) {
                throw new NotSent(NotSent.Why.AWAY, "SMTP: " + e.getClass().getSimpleName(), e);
            }
            MimeMessage message = message(session, target, letter);
            transport.sendMessage(message, message.getAllRecipients());
        } catch (MessagingException e) {
            throw refused(e);
        }
    }

    private MimeMessage message(Session session, String target, Letter letter) throws MessagingException {
        InternetAddress sender = new InternetAddress(from);
        MimeMessage message = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", "<" + letter.id() + "@" + from.substring(from.indexOf('@') + 1) + ">");
            }
        };
        message.setFrom(sender);
        message.setRecipients(Message.RecipientType.TO, new Address[] {new InternetAddress(target, true)});
        message.setSubject(letter.subject(), StandardCharsets.UTF_8.name());
        message.setText(letter.text(), StandardCharsets.UTF_8.name());
        message.setHeader("Content-Language", letter.language().toLanguageTag());
        // No answers by machines that say that somebody is away (RFC 3834).
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setSentDate(Date.from(clock.instant()));
        message.saveChanges();
        return message;
    }

    private static NotSent refused(MessagingException e) {
        for (@Nullable Exception each = e; each != null; each = next(each)) {
            if (each instanceof SMTPAddressFailedException address) {
                boolean permanent = address.getReturnCode() >= PERMANENT;
                return new NotSent(
                        permanent ? NotSent.Why.ADDRESS : NotSent.Why.LATER, "SMTP " + address.getReturnCode(), e);
            }
            if (each instanceof SMTPSendFailedException refused) {
                return new NotSent(NotSent.Why.LATER, "SMTP " + refused.getReturnCode(), e);
            }
        }
        return new NotSent(
                e instanceof SendFailedException ? NotSent.Why.LATER : NotSent.Why.AWAY,
                "SMTP: " + e.getClass().getSimpleName(),
                e);
    }

    private static @Nullable Exception next(Exception e) {
        return e instanceof MessagingException mail ? mail.getNextException() : null;
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.connectiontimeout", PATIENCE);
        properties.setProperty("mail.smtp.timeout", PATIENCE);
        properties.setProperty("mail.smtp.writetimeout", PATIENCE);
        properties.setProperty("mail.smtp.auth", String.valueOf(!user.isEmpty()));
        properties.setProperty("mail.smtp.starttls.enable", String.valueOf(protection == Protection.STARTTLS));
        properties.setProperty("mail.smtp.starttls.required", String.valueOf(protection == Protection.STARTTLS));
        properties.setProperty("mail.smtp.ssl.enable", String.valueOf(protection == Protection.TLS));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        return properties;
    }
}
