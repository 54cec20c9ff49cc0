import { answerRequests } from './answer-requests.ts'

answerRequests()
