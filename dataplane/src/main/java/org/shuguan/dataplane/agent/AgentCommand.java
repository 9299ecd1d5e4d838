package org.shuguan.dataplane.agent;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.Source;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `shuguan agent`: the front-end host of a unit.
///
/// Exit codes: 0 stopped by its operator; 2 wrong usage or a home that cannot be used; 5 ended at the node; 6 refused
/// by the node.
@Command(
        name = "agent",
        description = "Reads sources of this network for a node that cannot reach them (front-end host). It opens"
                + " connections to the node and accepts none.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "First start, with the one-time code that the node shows for a new front-end host:",
            "  shuguan agent --node https://node.example --code XXXX-XXXX-XXXX",
            "Each further start needs the home only: shuguan agent",
            "",
            "The home has the key (agent.key), optionally a file `allowed` with the machines that are read (host or"
                    + " host:port in each line), JDBC drivers in `drivers` and folders with files in `files`."
        })
final class AgentCommand implements Callable<Integer> {
    private static final int WRONG_USE = 2;
    private static final int ENDED = 5;
    private static final int REFUSED = 6;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "folder of this front-end host (default: SHUGUAN_AGENT_HOME or ~/.shuguan-agent)")
    private Path home = usualHome();

    @Option(names = "--node", paramLabel = "URL", description = "address of the node, for the first start")
    private @Nullable String node;

    @Option(names = "--code", paramLabel = "CODE", description = "one-time code of the node, for the first start")
    private @Nullable String code;

    @Option(
            names = "--plain-http",
            description =
                    "allow http:// to another machine, where passwords of sources and rows can be read on the way")
    private boolean plainHttp;

    private static Path usualHome() {
        String named = System.getenv("SHUGUAN_AGENT_HOME");
        return named == null || named.isBlank()
                ? Path.of(System.getProperty("user.home"), ".shuguan-agent")
                : Path.of(named);
    }

    @Override
    public Integer call() {
        AgentLog log = new AgentLog(line -> System.err.println("shuguan: " + line), Clock.systemUTC());
        String program = System.getProperty("shuguan.version", "?");
        try (AgentHome opened = AgentHome.open(home.toAbsolutePath().normalize())) {
            if (code != null) {
                enrol(opened, program);
            }
            if (opened.membership().isEmpty()) {
                throw new IllegalArgumentException("this home is not enrolled yet: name --node and --code, which the"
                        + " node shows when a front-end host is created");
            }
            try (Agent agent = new Agent(opened, program, log, Clock.systemUTC())) {
                Runtime.getRuntime().addShutdownHook(new Thread(agent::close, "stop"));
                return switch (agent.run()) {
                    case STOPPED -> 0;
                    case ENDED -> ENDED;
                    case REFUSED -> REFUSED;
                };
            }
        } catch (IllegalArgumentException | AgentHome.HomeUnusable | Agent.EnrolmentFailed wrong) {
            System.err.println("shuguan: " + wrong.getMessage());
            return WRONG_USE;
        }
    }

    private void enrol(AgentHome opened, String program) throws Agent.EnrolmentFailed {
        URI address = Optional.ofNullable(node)
                .flatMap(Source.Http::address)
                .orElseThrow(() ->
                        new IllegalArgumentException("--node takes the address of the node, as https://node.example"));
        if (!plainHttp && "http".equalsIgnoreCase(address.getScheme()) && !isThisMachine(address.getHost())) {
            throw new IllegalArgumentException(address
                    + " is not encrypted: passwords of sources and rows could be read on the way. Name an https://"
                    + " address, or --plain-http if the line itself is encrypted");
        }
        AgentHome.Membership joined = Agent.enrol(opened, address, String.valueOf(code), program, Clock.systemUTC());
        System.err.println("shuguan: enrolled as " + joined.name() + " of " + joined.unit() + "; key "
                + opened.fingerprint() + " (compare it with the page of the front-end host)");
    }

    private static boolean isThisMachine(@Nullable String host) {
        return host != null && (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]"));
    }
}
