package org.shuguan.server.search;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/// Reports the search index as down while it cannot be updated. The rest of the server works, so a probe that
/// takes servers out of service must not use it.
@Component("searchIndexHealthIndicator")
class SearchIndexHealth implements HealthIndicator {
    private final SearchIndex index;

    SearchIndexHealth(SearchIndex index) {
        this.index = index;
    }

    @Override
    public Health health() {
        return index.failure()
                .map(failure -> Health.down()
                        .withDetail("since", failure.since())
                        .withDetail("attempts", failure.attempts())
                        .withDetail("reason", failure.reason()))
                .orElseGet(Health::up)
                .withDetail("complete", index.complete())
                .build();
    }
}
