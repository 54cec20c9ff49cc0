import { eventStoreContract } from '../contracts/event-store.ts'
import { openEmbeddedSubject } from './embedded-log.ts'

eventStoreContract('embedded (SQLite)', openEmbeddedSubject)
