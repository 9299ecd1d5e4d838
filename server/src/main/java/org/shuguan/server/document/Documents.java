package org.shuguan.server.document;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Person;
import org.shuguan.server.platform.FileNames;
import org.shuguan.server.platform.Hashes;
import org.shuguan.server.platform.IncomingFile;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.KeptFiles;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The files of other modules' things. Every caller has asked whether the actor may do it.
@Service
@Transactional
public class Documents {
    /// The largest file, in bytes.
    public static final long LARGEST = 50L << 20;

    /// A document as its page shows it.
    ///
    /// @param standing whether the file is on the disk
    /// @param restricted whether only the persons to whom it is addressed may open it
    /// @param mayOpen whether the reader may
    /// @param readByMe whether the reader has said that they read it
    public record Shown(
            Document document,
            boolean standing,
            boolean restricted,
            boolean mayOpen,
            boolean readByMe,
            List<Receipt> receipts) {}

    /// A document with its file.
    public record Opened(Document document, Path file) {}

    private final KeptDocuments kept;
    private final KeptFiles files;
    private final Setting<String> highest;
    private final Setting<String> restrictedFrom;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Documents(
            @Value("${shuguan.home}") Path home,
            KeptDocuments kept,
            Settings settings,
            ApplicationEventPublisher events,
            Clock clock) {
        this.kept = kept;
        this.files = new KeptFiles(home.resolve("documents"));
        this.highest = settings.text("document.highest");
        this.restrictedFrom = settings.text("document.restricted-from");
        this.events = events;
        this.clock = clock;
    }

    /// Keeps a file.
    ///
    /// @param subject what it belongs to
    /// @throws InvalidInput if it has no name, no content, or a grade that is not kept here (rule
    ///     `document.highest`)
    public UUID add(String subject, String name, @Nullable Grade grade, IncomingFile file, Actor actor) {
        String title = FileNames.safe(name);
        new InvalidInput.Check()
                .that(!title.isEmpty(), "name", "required")
                .that(file.bytes() > 0, "name", "file-empty")
                .that(grade != null, "grade", "required")
                .that(
                        grade == null || grade.compareTo(Grade.of(highest.today())) <= 0,
                        "grade",
                        "grade-too-high",
                        Map.of("highest", highest.today()))
                .orRefuse();
        UUID id = UUID.randomUUID();
        String hash = Hashes.hexSha256(file.path());
        files.add(id.toString(), file);
        Document one = new Document(
                id,
                subject,
                title,
                Objects.requireNonNull(grade),
                file.bytes(),
                hash,
                actor.officerName(),
                actor.officer(),
                clock.instant());
        kept.add(one);
        events.publishEvent(new DocumentEvent(DocumentEvent.What.ADD, one));
        return id;
    }

    /// @throws NotFound if the subject has no such document
    public void remove(String subject, UUID id) {
        Document one = of(subject, id);
        kept.remove(id);
        files.remove(id.toString());
        events.publishEvent(new DocumentEvent(DocumentEvent.What.REMOVE, one));
    }

    /// The document with its file, for somebody to read. That it was downloaded is in the audit record.
    ///
    /// @param addressed whether it is addressed to the reader, who then may open a restricted one
    /// @throws NotFound if the subject has no such document, or the reader may not open it
    @Transactional(readOnly = true)
    public Opened open(String subject, UUID id, boolean addressed) {
        Document one = of(subject, id);
        Path file = files.place(id.toString());
        if ((!addressed && isRestricted(one)) || !Files.isRegularFile(file)) {
            throw new NotFound();
        }
        return new Opened(one, file);
    }

    /// Keeps that the actor says to have read it; a second time changes nothing.
    ///
    /// @param addressed as in [#open]
    public void read(String subject, UUID id, boolean addressed, Actor actor) {
        Document one = open(subject, id, addressed).document();
        kept.receipt(id, Person.of(actor), clock.instant());
        events.publishEvent(new DocumentEvent(DocumentEvent.What.READ, one));
    }

    /// The documents of a subject with their receipts.
    ///
    /// @param addressed whether a document is addressed to the reader
    @Transactional(readOnly = true)
    public List<Shown> shown(String subject, Predicate<Document> addressed, Actor actor) {
        List<Receipt> receipts = kept.receiptsOf(subject);
        return kept.of(subject).stream()
                .map(one -> {
                    List<Receipt> its = receipts.stream()
                            .filter(receipt -> receipt.document().equals(one.id()))
                            .toList();
                    boolean restricted = isRestricted(one);
                    return new Shown(
                            one,
                            Files.isRegularFile(files.place(one.id().toString())),
                            restricted,
                            !restricted || addressed.test(one),
                            its.stream().anyMatch(receipt -> receipt.officer().equals(actor.officer())),
                            its);
                })
                .toList();
    }

    /// Whether only those to whom it is addressed may open it (rule `document.restricted-from`).
    private boolean isRestricted(Document one) {
        return one.grade().compareTo(Grade.of(restrictedFrom.today())) >= 0;
    }

    private Document of(String subject, UUID id) {
        return kept.find(id).filter(one -> one.subject().equals(subject)).orElseThrow(NotFound::new);
    }

    /// Deletes files that a crash between a commit and the deletion has left.
    @Scheduled(initialDelay = 4, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    @Transactional(readOnly = true)
    void sweep() {
        files.sweep(clock.instant(), kept::known);
    }
}
