package org.shuguan.server.collection;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.LakeEngine;
import org.shuguan.dataplane.lake.TrinoAddress;
import org.shuguan.dataplane.lake.TrinoEngine;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// What reads the lake's versions on this node: DuckDB in this process, or the operator's Trino server.
@Component
class LakeEngineSetting {
    private final LakeEngine engine;

    /// @throws IllegalStateException with a sentence that says which setting is wrong
    LakeEngineSetting(
            @Value("${shuguan.lake.engine:duckdb}") String engine,
            @Value("${shuguan.lake.trino.url:}") String url,
            @Value("${shuguan.lake.trino.user:shuguan}") String user,
            @Value("${shuguan.lake.trino.password-file:}") String passwordFile,
            @Value("${shuguan.lake.trino.catalog:shuguan}") String catalog) {
        this.engine = switch (engine) {
            case "duckdb" -> LakeEngine.DUCKDB;
            case "trino" -> trino(url, user, passwordFile, catalog);
            default ->
                throw new IllegalStateException("shuguan.lake.engine is duckdb or trino, not \"" + engine + "\"");
        };
    }

    LakeEngine engine() {
        return engine;
    }

    private static TrinoEngine trino(String url, String user, String passwordFile, String catalog) {
        try {
            return new TrinoEngine(new TrinoAddress(new URI(url), user, password(passwordFile), catalog));
        } catch (IllegalArgumentException | URISyntaxException wrong) {
            throw new IllegalStateException("shuguan.lake.trino: " + wrong.getMessage(), wrong);
        }
    }

    private static @Nullable String password(String file) {
        if (file.isBlank()) {
            return null;
        }
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new IllegalStateException("shuguan.lake.trino.password-file cannot be read: " + file, e);
        }
    }
}
