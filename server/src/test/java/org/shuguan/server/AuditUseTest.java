package org.shuguan.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.shuguan.server.identity.Identity;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// Whoever reads, exports or verifies the record is recorded in it, and an export proves itself.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.Random.class)
class AuditUseTest {
    private static final String PASSWORD = "Audited-2026-once";

    private static final UnitCode BUREAU = new UnitCode("AU");

    @LocalServerPort
    int port;

    @Autowired
    Institution institution;

    @Autowired
    Identity identity;

    @TempDir
    Path folder;

    private Visitor auditor;

    @BeforeAll
    void anAuditor() {
        SampleUnits.dataBureau(institution, BUREAU);
        OfficerId officer = institution.enrol("审计员");
        institution.appoint(
                officer, Role.AUDITOR, BUREAU, new Institution.Terms("审计员", null, institution.today(), null));
        identity.open("use.auditor", officer, PASSWORD, false);
        auditor = new Visitor(port).signIn("use.auditor", PASSWORD);
    }

    @Test
    void thePagesOfOneSearchAreOneEntry() {
        auditor.reads("/api/audit?q=identity&size=10");
        auditor.reads("/api/audit?q=identity&size=10&page=2");
        auditor.reads("/api/audit?q=identity&size=10&sort=at");
        auditor.reads("/api/audit?q=identity.open");
        assertThat(uses("audit.read", "\"search\":\"identity\"")).hasSize(1);
        assertThat(uses("audit.read", "\"search\":\"identity.open\"")).hasSize(1);
        assertThat(uses("audit.read", "\"search\":\"identity\"").getFirst()).contains("\"found\":", "use.auditor");
    }

    @Test
    void anExportAndAVerificationAreRecordedWithTheirOutcome() {
        auditor.downloads("/api/audit/export.csv?q=csv-only");
        assertThat(uses("audit.export", "csv-only"))
                .singleElement()
                .asString()
                .contains("\"format\":\"csv\"", "\"rows\":");
        JsonNode verdict = auditor.makes("/api/audit/verify", Map.of());
        assertThat(verdict.get("inOrder").asBoolean()).isTrue();
        assertThat(verdict.get("checkpoints").asInt()).isPositive();
        assertThat(uses("audit.verify", "in-order")).isNotEmpty();
    }

    @Test
    void anExportIsVerifiedByItselfAndNamesAChangedEntry() throws Exception {
        // As a spreadsheet would run it, if the file were one.
        new Visitor(port).asks("POST", "/api/session", Map.of("username", "use.auditor", "password", "=1+1"));
        Path file = folder.resolve("record.jsonl");
        Files.write(file, auditor.downloads("/api/audit/export.jsonl"));
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSizeGreaterThan(4);
        assertThat(lines.getFirst()).contains("\"sequence\":1,", "\"origin\":", "\"previous\":", "\"scheme\":2");
        assertThat(verified(file, "test")).contains(lines.size() - 1 + " entries in", "exit 0");
        assertThat(verified(file, null)).contains("not proved", "exit 1");
        assertThat(verified(file, "another")).contains("BROKEN: at entry 1 (changed", "exit 3");
        assertThat(uses("audit.export", "jsonl")).isNotEmpty();

        assertThat(verified(changed(lines, 2, lines.get(2).replace("\"actor\":\"", "\"actor\":\"x")), "test"))
                .contains("BROKEN: at entry 3 (changed", "exit 3");
        List<String> without = new ArrayList<>(lines);
        without.remove(lines.size() - 2);
        assertThat(verified(write(without), "test")).contains("BROKEN: at the end of the file (lines were");
        assertThat(verified(write(lines.subList(0, lines.size() - 1)), "test")).contains("its last line is missing");
        List<String> swapped = new ArrayList<>(lines);
        swapped.set(0, lines.get(1));
        swapped.set(1, lines.get(0));
        assertThat(verified(write(swapped), "test")).contains("BROKEN: at entry 1 (not in its order");
    }

    @Test
    void aPartOfTheRecordIsVerifiedToo() throws Exception {
        Path file = folder.resolve("part.jsonl");
        Files.write(file, auditor.downloads("/api/audit/export.jsonl?q=institution"));
        assertThat(verified(file, "test")).contains("exit 0");
    }

    private Path changed(List<String> lines, int index, String line) throws Exception {
        List<String> changed = new ArrayList<>(lines);
        assertThat(changed.set(index, line)).isNotEqualTo(line);
        return write(changed);
    }

    private Path write(List<String> lines) throws Exception {
        return Files.writeString(
                folder.resolve("changed.jsonl"), String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
    }

    private String verified(Path file, String key) {
        CommandLine.Outcome outcome = CommandLine.run(
                key == null ? Map.of() : Map.of("SHUGUAN_SECRET_KEY", key),
                "audit",
                "verify",
                "--file",
                file.toString(),
                "--home",
                folder.toString());
        return outcome.output() + " exit " + outcome.exit();
    }

    private List<String> uses(String action, String fact) {
        return Stream.of(new String(auditor.downloads("/api/audit/export.jsonl?q=" + action), StandardCharsets.UTF_8)
                        .split("\n"))
                .filter(line -> line.contains("\"action\":\"" + action + "\""))
                .map(line -> line.replace("\\\"", "\""))
                .filter(line -> line.contains(fact))
                .toList();
    }
}
