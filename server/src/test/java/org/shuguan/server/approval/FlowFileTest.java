package org.shuguan.server.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.flowable.engine.RepositoryService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shuguan.server.settings.Settings;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.io.ClassPathResource;

/// A city may change its flow files; an invalid file is not used.
@SpringBootTest
class FlowFileTest {
    private static final String ENTRY = "catalog-entry";

    @Autowired
    List<CaseType<?, ?>> types;

    @Autowired
    Settings settings;

    @Autowired
    FlowDeployer deployer;

    @Autowired
    RepositoryService repository;

    @Value("${shuguan.home}")
    Path home;

    @Test
    void theBuiltInFilesAreValid() throws IOException {
        assertThat(types).hasSizeGreaterThanOrEqualTo(3);
        for (CaseType<?, ?> type : types) {
            assertThat(file(shipped(type.flow())).faults(type, settings)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id=\"sign\" name|id=\"seal\" name|is not known",
                "targetRef=\"sign\"|targetRef=\"review\"|must not lead to",
                "unit-cdo@${unit}|unit-cdo@${department}|unknown variable \"department\"",
                "unit-cdo@${unit}|mayor@${unit}|unknown role \"mayor\"",
                "outcome == 'sign'|outcome == 'approve'|unknown outcome \"approve\"",
                "<process id=\"catalog-entry\"|<process id=\"catalog\"|one process with the id",
                "deadlines.of('catalog.sign')|today.plusDays(5)|unknown variable \"today\"",
                "deadlines.of('catalog.sign')|deadlines.of('catalog.seal')|a rule that counts working days",
                "deadlines.of('catalog.sign')|deadlines.of('calendar.amber')|a rule that counts working days",
                "deadlines.of('catalog.sign')|deadlines.workingDays(5)|a rule that counts working days",
                "</definitions>|<definitions>|not BPMN 2.0",
            })
    void errorsOfAFileAreListed(String part, String instead, String fault) throws IOException {
        String changed = shipped(ENTRY).replace(part, instead);
        assertThat(changed).isNotEqualTo(shipped(ENTRY));
        assertThat(file(changed).faults(type(), settings)).anyMatch(one -> one.contains(fault));
    }

    @Test
    void aCitysOwnFileIsUsedAndAnInvalidOneIsNotDeployed() throws IOException {
        Path own = home.resolve("flows").resolve(ENTRY + ".bpmn20.xml");
        Files.createDirectories(own.getParent());
        long before = deployed();
        Files.writeString(own, shipped(ENTRY).replace("首席数据官签发", "分管领导签发"));
        deployer.deploy(type());
        assertThat(deployed()).isEqualTo(before + 1);
        Files.writeString(own, shipped(ENTRY).replace("unit-cdo@${unit}", "mayor@${unit}"));
        deployer.deploy(type());
        deployer.deploy(type());
        assertThat(deployed()).isEqualTo(before + 1);
        Files.delete(own);
        deployer.deploy(type());
        assertThat(deployed()).isEqualTo(before + 2);
    }

    private long deployed() {
        return repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(ENTRY)
                .count();
    }

    private CaseType<?, ?> type() {
        return types.stream()
                .filter(type -> type.flow().equals(ENTRY))
                .findFirst()
                .orElseThrow();
    }

    private static String shipped(String flow) throws IOException {
        return new ClassPathResource("processes/" + flow + ".bpmn20.xml").getContentAsString(StandardCharsets.UTF_8);
    }

    private static FlowFile file(String content) {
        return new FlowFile(content.getBytes(StandardCharsets.UTF_8));
    }
}
