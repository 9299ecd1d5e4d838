package org.shuguan.server.job;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// All kinds of jobs. They are looked up when needed, because the modules that declare them depend on [Jobs].
@Component
class JobKinds {
    private final ObjectProvider<JobKind> kinds;

    JobKinds(ObjectProvider<JobKind> kinds) {
        this.kinds = kinds;
    }

    List<JobKind> all() {
        return kinds.orderedStream().toList();
    }

    /// @param only the name to filter by, null for all
    List<String> names(@Nullable String only) {
        return kinds.stream()
                .map(JobKind::name)
                .filter(name -> only == null || only.equals(name))
                .toList();
    }

    Optional<JobKind> find(String name) {
        return kinds.stream().filter(kind -> kind.name().equals(name)).findFirst();
    }

    JobKind named(String name) {
        return find(name).orElseThrow(() -> new IllegalStateException("no kind of job is called " + name));
    }
}
