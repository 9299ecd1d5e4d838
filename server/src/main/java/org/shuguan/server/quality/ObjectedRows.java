package org.shuguan.server.quality;

import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.shuguan.dataplane.lake.RemovedKeys;
import org.shuguan.server.collection.RowCopies;
import org.shuguan.server.task.Tasks;
import org.springframework.stereotype.Component;

/// Objections to values of rows that are removed for good lose the values, the words about them, and their files.
/// An open one ends, because there is nothing to be corrected any more.
@Component
class ObjectedRows implements RowCopies {
    private final ObjectionStore store;
    private final ObjectionFiles files;
    private final Tasks tasks;
    private final Clock clock;

    ObjectedRows(ObjectionStore store, ObjectionFiles files, Tasks tasks, Clock clock) {
        this.store = store;
        this.files = files;
        this.tasks = tasks;
        this.clock = clock;
    }

    @Override
    public List<Place> remove(Which which) {
        List<Objection> found = found(which);
        for (Objection one : found) {
            tasks.close(Objections.ANSWER, one.id().toString(), "");
            tasks.close(Objections.CORRECT, one.id().toString(), "");
            store.forget(one.id(), clock.instant());
            files.remove(one.id());
        }
        return List.of(new Place("objections", found.size()));
    }

    @Override
    public List<Place> left(Which which) {
        return List.of(new Place("objections", found(which).size()));
    }

    private List<Objection> found(Which which) {
        RemovedKeys keys = which.keys();
        Set<Map<String, String>> wanted = new HashSet<>();
        keys.values().forEach(key -> wanted.add(named(keys.columns(), key)));
        return store.of(which.entry()).stream()
                .filter(one -> wanted.contains(named(one.keyColumns(), one.keyValues())))
                .toList();
    }

    private static Map<String, String> named(List<String> columns, List<String> values) {
        Map<String, String> named = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            named.put(columns.get(i).toLowerCase(Locale.ROOT), values.get(i));
        }
        return named;
    }
}
