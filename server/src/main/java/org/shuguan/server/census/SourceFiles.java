package org.shuguan.server.census;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.platform.IncomingFile;
import org.shuguan.server.platform.InvalidInput;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The uploaded files of a source: added, replaced, removed, left out of the census and taken in again.
@Service
@Transactional
public class SourceFiles {
    private static final int LONGEST_REASON = 500;

    /// @param ignored null if the census reads it
    record SourceFile(String name, long bytes, IgnoredFiles.@Nullable Ignored ignored) {}

    private final Census census;
    private final Uploads uploads;
    private final IgnoredFiles ignored;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    SourceFiles(Census census, Uploads uploads, IgnoredFiles ignored, ApplicationEventPublisher events, Clock clock) {
        this.census = census;
        this.uploads = uploads;
        this.ignored = ignored;
        this.events = events;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<SourceFile> list(SourceRecord source) {
        Map<String, IgnoredFiles.Ignored> reasons = ignored.of(source.id()).stream()
                .collect(Collectors.toMap(IgnoredFiles.Ignored::file, Function.identity()));
        return uploads.list(source.id()).stream()
                .map(file -> new SourceFile(file.name(), file.bytes(), reasons.get(file.name())))
                .toList();
    }

    /// Adds or replaces a file, which the next census reads.
    ///
    /// @throws CensusRefused as [Census#drop]
    public Uploads.Upload add(SourceRecord source, String name, IncomingFile file, boolean replace) {
        Uploads.Upload upload = census.drop(source, name, file, replace);
        ignored.remove(source.id(), upload.name());
        return upload;
    }

    /// Deletes a file. How it was to be read is kept for a file of the same name.
    ///
    /// @throws CensusRefused while a census of the source is under way
    public void remove(SourceRecord source, @Nullable String file) {
        Path path = uploads.existing(source, file);
        String name = path.getFileName().toString();
        if (census.isUnderWay(source.id())) {
            throw CensusRefused.runsAlready();
        }
        ignored.remove(source.id(), name);
        uploads.remove(path);
        tell("census.file-remove", source, Map.of("file", name));
    }

    /// Leaves a file out of the coming censuses, which report it with the reason.
    public void ignore(SourceRecord source, @Nullable String file, @Nullable String reason, Actor by) {
        String name = existing(source, file);
        String given = reason == null ? "" : reason.strip();
        new InvalidInput.Check()
                .that(!given.isEmpty(), "reason", "required")
                .that(given.length() <= LONGEST_REASON, "reason", "too-long", Map.of("max", LONGEST_REASON))
                .orRefuse();
        ignored.add(
                source.id(), new IgnoredFiles.Ignored(name, given, by.officerName(), clock.instant()), by.officer());
        tell("census.file-ignore", source, Map.of("file", name, "reason", given));
    }

    /// Takes a file in again; nothing happens if it was not left out.
    public void read(SourceRecord source, @Nullable String file) {
        String name = existing(source, file);
        if (ignored.remove(source.id(), name)) {
            tell("census.file-read", source, Map.of("file", name));
        }
    }

    private String existing(SourceRecord source, @Nullable String name) {
        return uploads.existing(source, name).getFileName().toString();
    }

    private void tell(String action, SourceRecord source, Map<String, ?> facts) {
        events.publishEvent(new Census.SourceEvent(
                action, "source " + source.id(), source.unit().value(), facts));
    }
}
