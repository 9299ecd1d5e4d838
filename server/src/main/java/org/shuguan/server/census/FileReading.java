package org.shuguan.server.census;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.census.Preview;
import org.shuguan.dataplane.census.ReadingQuestion;
import org.shuguan.dataplane.detect.Classifier;
import org.shuguan.dataplane.source.Reading;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.shuguan.server.platform.ChangedMeanwhile;
import org.shuguan.server.platform.InvalidInput;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Settings for reading a source's file: guessed, previewed, corrected by a person, used by the next census.
@Service
class FileReading {
    private final Readings readings;
    private final Uploads uploads;
    private final CensusRules rules;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    FileReading(Readings readings, Uploads uploads, CensusRules rules, ApplicationEventPublisher events, Clock clock) {
        this.readings = readings;
        this.uploads = uploads;
        this.rules = rules;
        this.events = events;
        this.clock = clock;
    }

    Optional<Readings.Kept> kept(SourceRecord source, String file) {
        uploads.existing(source, file);
        return readings.newest(source.id(), file);
    }

    /// Previews the file with given settings; nothing is stored.
    ///
    /// @throws SourceUnreadable with the reason if the file cannot be read
    Preview preview(SourceRecord source, String file, Reading wish) throws SourceUnreadable {
        check(wish);
        return Preview.of(uploads.existing(source, file), wish, rules.classifier());
    }

    /// The file as it is read with given settings.
    ///
    /// @param questions what had to be guessed
    record Looked(Preview preview, List<ReadingQuestion> questions) {}

    /// As [#preview], with questions about what was guessed.
    ///
    /// @throws SourceUnreadable with the reason if the file cannot be read
    Looked look(SourceRecord source, String file, Reading wish) throws SourceUnreadable {
        check(wish);
        Path uploaded = uploads.existing(source, file);
        Classifier classifier = rules.classifier();
        Preview preview = Preview.of(uploaded, wish, classifier);
        return new Looked(preview, ReadingQuestion.of(uploaded, wish, preview, classifier));
    }

    /// Stores settings for the next census.
    ///
    /// @param version version of the settings that the person saw, 0 if there were none
    @Transactional
    public void keep(SourceRecord source, String file, Reading reading, long version, String by) {
        check(reading);
        uploads.existing(source, file);
        seen(source, file, version);
        readings.add(source.id(), file, reading, by, clock.instant());
        tell("census.reading-keep", source, file);
    }

    /// Withdraws the newest change.
    @Transactional
    public void undo(SourceRecord source, String file, long version) {
        uploads.existing(source, file);
        Readings.Kept newest = seen(source, file, version);
        if (newest == null) {
            throw CensusRefused.nothingToUndo();
        }
        readings.undo(newest.version());
        tell("census.reading-undo", source, file);
    }

    private Readings.@Nullable Kept seen(SourceRecord source, String file, long version) {
        readings.lock(source.id());
        Readings.Kept newest = readings.newest(source.id(), file).orElse(null);
        long now = newest == null ? 0 : newest.version();
        if (now != version) {
            throw new ChangedMeanwhile(now);
        }
        return newest;
    }

    private static void check(Reading reading) {
        String mistake = reading.invalidComponent();
        new InvalidInput.Check()
                .that(!"encoding".equals(mistake), "encoding", "reading-encoding")
                .that(!"delimiter".equals(mistake), "delimiter", "reading-delimiter")
                .that(!"quote".equals(mistake) && !"escape".equals(mistake), "quote", "reading-quote")
                .that(!"parts".equals(mistake), "parts", "reading-parts")
                .orRefuse();
    }

    private void tell(String action, SourceRecord source, String file) {
        events.publishEvent(new Census.SourceEvent(
                action, "source " + source.id(), source.unit().value(), Map.of("file", file)));
    }
}
