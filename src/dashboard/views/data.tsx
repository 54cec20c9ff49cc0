import { Checks } from '../parts/checks.tsx'
import { Generate } from '../parts/generate.tsx'
import { SqlBox } from '../parts/sql-box.tsx'
import { Tables } from '../parts/tables.tsx'

/** History made, tables looked at, questions asked. */
export function Data() {
  return (
    <>
      <h1>Data</h1>
      <Generate />
      <SqlBox />
      <Tables />
      <Checks />
    </>
  )
}
