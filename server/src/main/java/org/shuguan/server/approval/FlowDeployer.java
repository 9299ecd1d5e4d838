package org.shuguan.server.approval;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.flowable.engine.RepositoryService;
import org.flowable.engine.repository.Deployment;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.Role;
import org.shuguan.server.notice.Notice;
import org.shuguan.server.notice.Notices;
import org.shuguan.server.notice.Notification;
import org.shuguan.server.notice.Recipient;
import org.shuguan.server.platform.Hashes;
import org.shuguan.server.settings.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/// Deploys the file of each flow at the start: the city's own, `<home>/flows/<flow>.bpmn20.xml`, or the one in the
/// program. A file that is not valid for this version is not deployed: the last valid one remains in use and the
/// administrators are notified. Running cases finish with the file with which they began.
@Component
class FlowDeployer implements SmartInitializingSingleton {
    private static final Logger LOG = LoggerFactory.getLogger(FlowDeployer.class);
    private static final String ENDING = ".bpmn20.xml";
    private static final int MOST_FAULTS_TOLD = 3;

    private final List<CaseType<?, ?>> types;
    private final RepositoryService repository;
    private final Notices notices;
    private final Settings settings;
    private final Path folder;

    FlowDeployer(
            List<CaseType<?, ?>> types,
            RepositoryService repository,
            Notices notices,
            Settings settings,
            @Value("${shuguan.home}") Path home) {
        this.types = List.copyOf(types);
        this.repository = repository;
        this.notices = notices;
        this.settings = settings;
        this.folder = home.resolve("flows");
    }

    @Override
    public void afterSingletonsInstantiated() {
        types.forEach(this::deploy);
    }

    /// @throws IllegalStateException if the file in the program is not valid, which is a bug
    void deploy(CaseType<?, ?> type) {
        FlowFile own = own(type);
        if (own != null) {
            List<String> faults = own.faults(type, settings);
            if (faults.isEmpty()) {
                deploy(type, own);
                return;
            }
            refuse(type, own, faults);
            if (deployed(type) != null) {
                return;
            }
        }
        FlowFile shipped = shipped(type);
        List<String> faults = shipped.faults(type, settings);
        if (!faults.isEmpty()) {
            throw new IllegalStateException("the flow " + type.flow() + " does not fit: " + String.join("; ", faults));
        }
        deploy(type, shipped);
    }

    private void deploy(CaseType<?, ?> type, FlowFile file) {
        String hash = hash(file.content());
        Deployment last = deployed(type);
        if (last != null && hash.equals(last.getKey())) {
            return;
        }
        repository
                .createDeployment()
                .name(type.flow())
                .key(hash)
                .addString(type.flow() + ENDING, new String(file.content(), StandardCharsets.UTF_8))
                .deploy();
    }

    private @Nullable Deployment deployed(CaseType<?, ?> type) {
        return repository
                .createDeploymentQuery()
                .deploymentName(type.flow())
                .orderByDeploymentTime()
                .desc()
                .list()
                .stream()
                .findFirst()
                .orElse(null);
    }

    private void refuse(CaseType<?, ?> type, FlowFile file, List<String> faults) {
        Path where = folder.resolve(type.flow() + ENDING);
        LOG.warn("{} is not used, the flow stays as it was: {}", where, String.join("; ", faults));
        notices.send(new Notification(
                List.of(new Recipient.Everywhere(Role.SYSTEM_ADMINISTRATOR)),
                new Notice(
                        "flow-refused",
                        Map.of(
                                "file",
                                type.flow() + ENDING,
                                "why",
                                String.join("; ", faults.subList(0, Math.min(MOST_FAULTS_TOLD, faults.size())))),
                        "/office/notices",
                        "flow-refused:" + type.flow() + ":" + hash(file.content())),
                null));
    }

    private @Nullable FlowFile own(CaseType<?, ?> type) {
        Path file = folder.resolve(type.flow() + ENDING);
        try {
            return Files.isRegularFile(file) ? new FlowFile(Files.readAllBytes(file)) : null;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + file + ": " + unreadable.getMessage(), unreadable);
        }
    }

    private static FlowFile shipped(CaseType<?, ?> type) {
        try {
            return new FlowFile(new ClassPathResource("processes/" + type.flow() + ENDING).getContentAsByteArray());
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static String hash(byte[] content) {
        return HexFormat.of().formatHex(Hashes.sha256(content));
    }
}
