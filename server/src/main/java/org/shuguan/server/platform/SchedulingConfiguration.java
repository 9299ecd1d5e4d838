package org.shuguan.server.platform;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/// Enables periodic work of each node; work that must happen once for all nodes is a task of the scheduler.
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class SchedulingConfiguration {}
