package org.shuguan.server.platform;

import java.lang.reflect.Method;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import org.aopalliance.intercept.MethodInterceptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.Advisor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.modulith.events.core.EventPublicationRepository;
import org.springframework.modulith.events.core.PublicationTargetIdentifier;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.event.TransactionalApplicationListenerMethodAdapter;

/// Keeps beside the publication of an event why its listener failed the last time.
@Repository
class EventFailures {
    private static final Logger LOG = LoggerFactory.getLogger(EventFailures.class);

    /// Within Modulith's advisor (`HIGHEST_PRECEDENCE` + 10), which marks the publication failed, and outside of
    /// the listener's transaction, which has been rolled back by then.
    private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 20;

    private final EventPublicationRepository publications;
    private final JdbcClient jdbc;
    private final Clock clock;

    EventFailures(EventPublicationRepository publications, JdbcClient jdbc, Clock clock) {
        this.publications = publications;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Configuration(proxyBeanMethods = false)
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static class Around {
        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static Advisor eventFailureAdvisor(ObjectProvider<EventFailures> failures) {
            MethodInterceptor keeping = listening -> {
                try {
                    return listening.proceed();
                } catch (Throwable failed) {
                    failures.getObject()
                            .keep(
                                    listening.getMethod(),
                                    Objects.requireNonNull(listening.getArguments()[0]),
                                    failed);
                    throw failed;
                }
            };
            var advisor = new DefaultPointcutAdvisor(
                    AnnotationMatchingPointcut.forMethodAnnotation(ApplicationModuleListener.class), keeping);
            advisor.setOrder(ORDER);
            return advisor;
        }
    }

    /// Not private, because the bean is a proxy.
    void keep(Method listener, Object event, Throwable failed) {
        UUID number = UUID.randomUUID();
        LOG.warn("{} failed, shown as {}", listener, number, failed);
        try {
            publications
                    .findIncompletePublicationsByEventAndTargetIdentifier(
                            event, PublicationTargetIdentifier.of(idOf(listener)))
                    .ifPresent(publication ->
                            store(publication.getIdentifier(), failed.getClass().getSimpleName(), number));
        } catch (RuntimeException unstored) {
            // What the listener said is more important.
            failed.addSuppressed(unstored);
        }
    }

    private void store(UUID publication, String kind, UUID number) {
        jdbc.sql("""
                        insert into platform.event_failure (publication, kind, number, failed_at)
                        values (:publication, :kind, :number, :at)
                        on conflict (publication)
                        do update set kind = excluded.kind, number = excluded.number, failed_at = excluded.failed_at
                        """)
                .param("publication", publication)
                .param("kind", kind)
                .param("number", number)
                .param("at", Rows.parameter(clock.instant()))
                .update();
    }

    /// The listener's id as Spring gives it, under which the registry keeps its publications.
    private static String idOf(Method listener) {
        return new TransactionalApplicationListenerMethodAdapter("listener", listener.getDeclaringClass(), listener)
                .getListenerId();
    }
}
