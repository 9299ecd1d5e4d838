package org.shuguan.server.collection;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.LakeRefused;
import org.shuguan.dataplane.lake.Removal;
import org.shuguan.dataplane.lake.RemovedKeys;
import org.shuguan.server.job.Job;
import org.shuguan.server.platform.Durable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The files of a plan beside its versions that have rows: quarantines, uploads of failed collections, and batches
/// that wait. Rows with removed keys are removed from them; an upload, which may have any form, is deleted as a
/// whole.
@Component
class KeptRows {
    private static final String QUARANTINE = "quarantine";
    private static final String UPLOADS = "uploads";
    private static final String BATCHES = "batches";
    private static final TypeReference<LinkedHashMap<String, @Nullable String>> ROW = new TypeReference<>() {};

    private final CollectionRuns runs;
    private final Batches batches;
    private final CityLake lake;
    private final JsonMapper json;

    KeptRows(CollectionRuns runs, Batches batches, CityLake lake, JsonMapper json) {
        this.runs = runs;
        this.batches = batches;
        this.lake = lake;
        this.json = json;
    }

    /// Removes what the files have of the keys.
    ///
    /// @param types of the key's columns in the engine
    /// @return numbers of entries, files and records by their places
    Map<String, Long> remove(Plan plan, RemovedKeys keys, List<String> types) throws LakeRefused {
        long entries = 0;
        long uploads = 0;
        for (UUID run : runs.ofPlan(plan.id())) {
            entries += Removal.fromQuarantine(lake.quarantine(run), keys, types);
            if (isUploadOver(run)) {
                CollectedFiles.delete(lake.upload(run));
                uploads++;
            }
        }
        long records = 0;
        for (UUID batch : batches.ofPlan(plan.id())) {
            records += records(lake.pushed(batch), keys, types, true);
        }
        return Map.of(QUARANTINE, entries, UPLOADS, uploads, BATCHES, records);
    }

    /// What is left of the keys.
    Map<String, Long> left(Plan plan, RemovedKeys keys, List<String> types) throws LakeRefused {
        long entries = 0;
        long uploads = 0;
        for (UUID run : runs.ofPlan(plan.id())) {
            entries += Removal.inQuarantine(lake.quarantine(run), keys, types);
            uploads += isUploadOver(run) ? 1 : 0;
        }
        long records = 0;
        for (UUID batch : batches.ofPlan(plan.id())) {
            records += records(lake.pushed(batch), keys, types, false);
        }
        return Map.of(QUARANTINE, entries, UPLOADS, uploads, BATCHES, records);
    }

    /// Whether a file is kept only to collect it again. One that is being collected goes with the end of
    /// that.
    private boolean isUploadOver(UUID run) {
        return Files.exists(lake.upload(run))
                && runs.find(run)
                        .map(CollectionRun::state)
                        .filter(Job.State::over)
                        .isPresent();
    }

    /// Number of records of a batch that have one of the keys.
    ///
    /// @param remove whether they are removed from the file
    private long records(Path file, RemovedKeys keys, List<String> types, boolean remove) {
        if (!Files.exists(file)) {
            return 0;
        }
        Set<List<String>> wanted = new HashSet<>();
        keys.values().forEach(key -> wanted.add(written(key, types)));
        Path part = file.resolveSibling(file.getFileName() + ".part");
        long found = 0;
        try {
            List<String> left = new ArrayList<>();
            try (BufferedReader lines = Files.newBufferedReader(file)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (wanted.contains(written(key(json.readValue(line, ROW), keys), types))) {
                        found++;
                    } else {
                        left.add(line);
                    }
                }
            }
            if (remove && found > 0) {
                try (Writer out = Files.newBufferedWriter(part)) {
                    for (String line : left) {
                        out.write(line);
                        out.write('\n');
                    }
                }
                Durable.force(part);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> key(Map<String, @Nullable String> row, RemovedKeys keys) {
        Map<String, String> lower = new LinkedHashMap<>();
        row.forEach((column, value) -> lower.put(column.toLowerCase(Locale.ROOT), value == null ? "" : value));
        return keys.columns().stream()
                .map(column -> lower.getOrDefault(column.toLowerCase(Locale.ROOT), ""))
                .toList();
    }

    /// The values in one way of writing: numbers without zeros at their ends.
    private static List<String> written(List<String> values, List<String> types) {
        List<String> written = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            String value = values.get(i).strip();
            String type = types.get(i).toUpperCase(Locale.ROOT);
            boolean number = type.startsWith("DECIMAL") || type.equals("BIGINT");
            written.add(number && value.matches("[-+]?[0-9]{1,60}([.][0-9]{0,60})?") ? plain(value) : value);
        }
        return written;
    }

    private static String plain(String number) {
        return new BigDecimal(number.endsWith(".") ? number + "0" : number)
                .stripTrailingZeros()
                .toPlainString();
    }
}
