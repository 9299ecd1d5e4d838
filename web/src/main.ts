import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { type Component, createApp } from 'vue'
import App from '@/App.vue'
import { Problem } from '@/api/problem'
import { i18n, language } from '@/i18n'
import { router } from '@/router'
import '@/shared/tokens.css'
import '@/shared/base.css'

document.documentElement.lang = language()
const queries = new QueryClient({
  defaultOptions: {
    queries: { retry: (count, problem) => !(problem instanceof Problem) && count < 2, refetchOnWindowFocus: false },
  },
})
createApp(App as Component)
  .use(i18n)
  .use(router)
  .use(VueQueryPlugin, { queryClient: queries })
  .mount('#app')
