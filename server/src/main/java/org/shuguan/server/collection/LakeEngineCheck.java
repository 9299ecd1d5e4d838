package org.shuguan.server.collection;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.shuguan.dataplane.lake.TrinoEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/// Refuses to start with a Trino server that does not answer or reads another catalog: rules and consumers would find
/// nothing, or something else.
@Component
class LakeEngineCheck implements SmartInitializingSingleton {
    private static final Logger LOG = LoggerFactory.getLogger(LakeEngineCheck.class);

    private final LakeEngineSetting setting;
    private final CityLake lake;

    LakeEngineCheck(LakeEngineSetting setting, CityLake lake) {
        this.setting = setting;
        this.lake = lake;
    }

    /// @throws UncheckedIOException with a sentence that says what is missing
    @Override
    public void afterSingletonsInstantiated() {
        if (setting.engine() instanceof TrinoEngine trino) {
            trino.missing(lake.lake()).ifPresent(missing -> {
                throw new UncheckedIOException(new IOException(
                        "The lake cannot be read by " + missing + " Mend this, or set shuguan.lake.engine to duckdb."));
            });
            LOG.info("Versions of the lake are read by {}", trino);
        }
    }
}
