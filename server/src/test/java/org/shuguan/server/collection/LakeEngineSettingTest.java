package org.shuguan.server.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuguan.dataplane.lake.LakeEngine;

class LakeEngineSettingTest {
    private static LakeEngine engine(String name, String url, String passwordFile) {
        return new LakeEngineSetting(name, url, "shuguan", passwordFile, "city").engine();
    }

    @Test
    void versionsAreReadByDuckDbUnlessTrinoIsSet(@TempDir Path folder) throws Exception {
        assertThat(engine("duckdb", "", "")).isSameAs(LakeEngine.DUCKDB);
        Path password = folder.resolve("password");
        Files.writeString(password, "secret\n");
        assertThat(engine("trino", "https://trino.example:8443", password.toString()))
                .hasToString("Trino at https://trino.example:8443, catalog city");
    }

    @Test
    void aWrongSettingIsNamedAtTheStart() {
        assertThatThrownBy(() -> engine("spark", "", "")).hasMessageContaining("duckdb or trino");
        assertThatThrownBy(() -> engine("trino", "", "")).hasMessageContaining("The address of Trino");
        assertThatThrownBy(() -> engine("trino", "trino:8080", "")).hasMessageContaining("The address of Trino");
        assertThatThrownBy(() -> engine("trino", "http://127.0.0.1:8080", "/nowhere/password"))
                .hasMessageContaining("cannot be read");
    }

    @Test
    void aPasswordIsNotSentInClear(@TempDir Path folder) throws Exception {
        Path password = folder.resolve("password");
        Files.writeString(password, "secret");
        assertThatThrownBy(() -> engine("trino", "http://127.0.0.1:8080", password.toString()))
                .hasMessageContaining("over https only");
    }
}
