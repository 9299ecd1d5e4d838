package org.shuguan.dataplane.lake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// New lists of files for versions that stay what they are: same id, moment, order and facts. Iceberg writes each
/// list for a version of the same id in a table that is nowhere but in memory; one commit of the real table then
/// names the new lists instead of the old ones. The old lists also tell the extremes of columns, and must not stay.
final class VersionLists {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /// Facts that Iceberg calculates, by the beginnings of their names.
    private static final List<String> CALCULATED = List.of(
            "added-", "deleted-", "removed-", "total-", "changed-", "manifests-", "entries-", "replace-", "partition");

    private static final String OPERATION = "operation";

    private final TableOperations operations;
    private final String name;
    private final TableMetadata base;
    private final String text;
    private final Map<Long, Snapshot> drafted = new HashMap<>();
    private final Map<Long, Map<String, String>> facts = new HashMap<>();

    VersionLists(TableOperations operations, String name) {
        this.operations = operations;
        this.name = name;
        this.base = operations.current();
        this.text = TableMetadataParser.toJson(base);
    }

    /// Writes the list of a version.
    ///
    /// @param more facts of the version
    void add(Snapshot version, List<DataFile> files, Map<String, String> more) {
        ObjectNode empty = read();
        empty.set("snapshots", JSON.createArrayNode());
        empty.set("snapshot-log", JSON.createArrayNode());
        empty.set("metadata-log", JSON.createArrayNode());
        empty.set("refs", JSON.createObjectNode());
        empty.put("current-snapshot-id", -1);
        empty.put("last-sequence-number", version.sequenceNumber() - 1);
        InMemory memory = new InMemory(
                operations, TableMetadataParser.fromJson(JSON.writeValueAsString(empty)), version.snapshotId());
        AppendFiles append = new BaseTable(memory, name).newFastAppend();
        files.forEach(append::appendFile);
        append.commit();
        drafted.put(version.snapshotId(), memory.current().snapshot(version.snapshotId()));
        facts.put(version.snapshotId(), more);
    }

    /// Puts the lists in the place of the old ones.
    ///
    /// @param whole ids of versions that go
    /// @param mark name of the property by which the commit is known
    void commit(Set<Long> whole, String mark) {
        ObjectNode changed = read();
        ArrayNode versions = JSON.createArrayNode();
        for (JsonNode version : changed.get("snapshots")) {
            long id = version.get("snapshot-id").asLong();
            Snapshot draft = drafted.get(id);
            if (draft != null) {
                versions.add(version((ObjectNode) version, draft, facts.getOrDefault(id, Map.of())));
            }
        }
        changed.set("snapshots", versions);
        changed.set("snapshot-log", history(changed.get("snapshot-log"), whole));
        // Older states of the table name files that are deleted.
        changed.set("metadata-log", JSON.createArrayNode());
        changed.set("statistics", JSON.createArrayNode());
        changed.set("partition-statistics", JSON.createArrayNode());
        changed.put(
                "last-updated-ms",
                Math.max(base.lastUpdatedMillis(), Instant.now().toEpochMilli()));
        ((ObjectNode) changed.get("properties")).put(mark, "done");
        operations.commit(base, TableMetadataParser.fromJson(JSON.writeValueAsString(changed)));
    }

    private ObjectNode read() {
        return (ObjectNode) JSON.readTree(text);
    }

    private static ObjectNode version(ObjectNode version, Snapshot draft, Map<String, String> more) {
        version.put("manifest-list", draft.manifestListLocation());
        ObjectNode summary = (ObjectNode) version.get("summary");
        List<String> old = new ArrayList<>();
        for (String fact : summary.propertyNames()) {
            if (CALCULATED.stream().anyMatch(fact::startsWith)) {
                old.add(fact);
            }
        }
        old.forEach(summary::remove);
        draft.summary().forEach((fact, value) -> {
            if (CALCULATED.stream().anyMatch(fact::startsWith) && !fact.equals(OPERATION)) {
                summary.put(fact, value);
            }
        });
        more.forEach(summary::put);
        return version;
    }

    /// What was the current version when. As Iceberg has it, nothing is known from before a version that is
    /// gone.
    private static ArrayNode history(JsonNode log, Set<Long> whole) {
        ArrayNode history = JSON.createArrayNode();
        for (JsonNode entry : log) {
            if (whole.contains(entry.get("snapshot-id").asLong())) {
                history.removeAll();
            } else {
                history.add(entry);
            }
        }
        return history;
    }

    /// A table that writes its lists to the folder of another one, and is nowhere else.
    private static final class InMemory implements TableOperations {
        private final TableOperations real;
        private final long version;
        private TableMetadata metadata;

        InMemory(TableOperations real, TableMetadata metadata, long version) {
            this.real = real;
            this.metadata = metadata;
            this.version = version;
        }

        @Override
        public TableMetadata current() {
            return metadata;
        }

        @Override
        public TableMetadata refresh() {
            return metadata;
        }

        @Override
        public void commit(TableMetadata before, TableMetadata after) {
            metadata = after;
        }

        @Override
        public FileIO io() {
            return real.io();
        }

        @Override
        public String metadataFileLocation(String fileName) {
            return real.metadataFileLocation(fileName);
        }

        @Override
        public LocationProvider locationProvider() {
            return real.locationProvider();
        }

        @Override
        public long newSnapshotId() {
            return version;
        }
    }
}
